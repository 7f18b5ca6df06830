using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Timelines;

/// <summary>The query of a page with entries: that of the API, and families of event types.</summary>
public record TimelinePageParameters : EntryParameters
{
    /// <summary>Words to find, with or without diacritics.</summary>
    [Parameter(EmptyIsLeftOut = true)]
    public override string? Q { get; init; }

    [OneOf("retracted", "corrections", "predecessors")]
    [Parameter(SplitAtCommas = true)]
    public override IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>A family of event types, such as <c>meeting</c>.</summary>
    [OneOf<Families>]
    public string? Family { get; init; }

    /// <summary>Only this region of the page, without its frame.</summary>
    [OneOf("entries")]
    public string? Part { get; init; }

    /// <summary>The query for a timeline; its cursor is left out.</summary>
    public TimelineQuery QueryOf(TimelineQuery query, EventCatalogue catalogue) => query with
    {
        Kinds = Kind.Count > 0 || Family is null ? Kind
            : KindFamily.Shown(catalogue).First(one => one.Family.Name == Family).Kinds,
        Corrections = true,
    };

    /// <summary>The families that timelines show.</summary>
    public sealed class Families : IChoices
    {
        public static IEnumerable<string> Of(EventCatalogue catalogue) =>
            KindFamily.Shown(catalogue).Select(one => one.Family.Name);
    }
}
