using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Model;

/// <summary>
/// One recorded fact about what a cluster did: the envelope that every event carries, beside its own fields. It
/// describes the fact in the world; when and by whom it was recorded is event metadata
/// (<see cref="Streams.StoredActivity"/>).
/// </summary>
/// <remarks>
/// A request may leave fields out that can be resolved (no <see cref="CityIds"/> with scope Cluster); a stored
/// activity has them filled in by the decision. A list that would be empty is null, so that an exported
/// event can be imported unchanged.
/// </remarks>
public abstract record Activity
{
    /// <summary>The local calendar day in Asia/Ho_Chi_Minh; omitted only with precision Unknown.</summary>
    public DateOnly? OccurredOn { get; init; }

    /// <summary>The last day of an activity that took several, inclusive; omitted if it took one.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>The part of that day; omitted if unknown.</summary>
    public DayPart? DayPart { get; init; }

    /// <summary>The wall-clock time of that day; omitted if unknown. Not the time of a publication.</summary>
    public TimeOnly? LocalTime { get; init; }

    /// <summary>Orders activities within one part of a day. It has no meaning outside the record.</summary>
    public int? SequenceHint { get; init; }

    /// <summary>The precision of <see cref="OccurredOn"/>; Day where it is left out.</summary>
    public Precision Precision { get; init; } = Precision.Day;

    /// <summary>Whether a source states the fact, or the recorder inferred it; Stated where it is left out.</summary>
    public Assertion Assertion { get; init; } = Assertion.Stated;

    /// <summary>The cluster whose activity it is, such as <c>cum-1-bca</c>.</summary>
    [RegularExpression(Slug.Pattern)]
    public string? ClusterId { get; init; }

    /// <summary>
    /// Whether the activity is the whole cluster's, that of the named cities, or the campaign's alone; City where
    /// it is left out.
    /// </summary>
    public Scope Scope { get; init; } = Scope.City;

    /// <summary>The cities it concerns. With scope Cluster: the members on that day, resolved when recorded.</summary>
    public IReadOnlyList<CityId>? CityIds { get; init; }

    /// <summary>Cities that took part without being members on that day.</summary>
    [City(CityRole.Guest)]
    public IReadOnlyList<CityId>? GuestCityIds { get; init; }

    /// <summary>The campaign editions it belongs to, such as <c>vi-an-ninh-to-quoc-2022</c>.</summary>
    [RegularExpression(Slug.Pattern)]
    public IReadOnlyList<string>? CampaignIds { get; init; }

    /// <summary>The sources of the fact.</summary>
    public IReadOnlyList<Source>? Sources { get; init; }
}
