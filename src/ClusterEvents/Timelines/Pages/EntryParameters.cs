using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Timelines.Search;

namespace ClusterEvents.Timelines.Pages;

/// <summary>The query parameters of whatever reads entries: timelines and the search over all of them.</summary>
public abstract record EntryParameters : ICheckedQuery
{
    public const int LargestPage = 200;

    private const int MostWords = 20;

    private const int MostKeys = 20;

    /// <summary>Words to find, with or without diacritics; exact matches come first.</summary>
    public abstract string? Q { get; init; }

    /// <summary>What else is shown.</summary>
    public abstract IReadOnlyList<string> Include { get; init; }

    /// <summary>The first day of occurrence.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of occurrence, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only these kinds.</summary>
    [OneOf<KindsOfEvents>(Name = "EntryKind")]
    [Parameter(Code = "unknown-event-type", Like = nameof(MeetingHeld))]
    public IReadOnlyList<string> Kind { get; init; } = [];

    /// <summary>By day, part of day, hint, recording time and id; newest first by default.</summary>
    [OneOf("desc", "asc", Name = "Order")]
    [Parameter(EmptyIsLeftOut = true)]
    public string Order { get; init; } = "desc";

    /// <summary>
    /// A position, an instant with its offset, or a day (its end in Asia/Ho_Chi_Minh): shows what was known then,
    /// without later corrections.
    /// </summary>
    public KnownAt? KnownAt { get; init; }

    /// <summary>Only what also concerns this city; with several, what concerns each of them.</summary>
    public IReadOnlyList<string> City { get; init; } = [];

    /// <summary>Only what also concerns this campaign; with several, what concerns each of them.</summary>
    public IReadOnlyList<string> Campaign { get; init; } = [];

    /// <summary>Waits until the timeline includes everything up to this position, at most 5 s.</summary>
    public long? AtLeast { get; init; }

    /// <summary>The maximum number of entries on a page.</summary>
    [Parameter(Least = 1, Most = LargestPage)]
    public int Limit { get; init; } = 50;

    /// <summary>The <c>next</c> of the previous page; stable while more is recorded.</summary>
    public TimelineCursor? Cursor { get; init; }

    public virtual void Check(ValidationErrors errors)
    {
        if (Q is not null && SearchWords.Folded(Q).Length is 0 or > MostWords)
            errors.Add("q", "too-many-words", ("most", MostWords));
        CheckKeys("city", City, StreamKinds.City, CityId.Example, errors);
        CheckKeys("campaign", Campaign, StreamKinds.Campaign, "vi-an-ninh-to-quoc-2022", errors);
    }

    protected static void CheckKeys(
        string parameter, IReadOnlyList<string> keys, string kind, string example, ValidationErrors errors)
    {
        if (keys.FirstOrDefault(key => !Slug.IsOne(key)) is { } wrong)
            errors.Add(parameter, "not-a-key",
                ("value", wrong), ("kind", new KindOfStream(kind)), ("example", example));
        else if (keys.Count > MostKeys) errors.Add(parameter, "too-many-values", ("most", MostKeys));
    }

    /// <summary>The kinds of events that timelines show.</summary>
    public sealed class KindsOfEvents : IChoices
    {
        public static IEnumerable<string> Of(EventCatalogue catalogue) =>
            catalogue.Types.Where(type => type.Reach != Reach.RegistryOnly).Select(type => type.Name);
    }
}
