using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Domain.Model;

/// <summary>
/// One recorded fact about what a cluster did: the envelope that every event carries, beside its own fields.
/// It is what happened in the world, not when or by whom it was recorded; the store keeps those beside it.
/// </summary>
/// <remarks>
/// A recording arrives as an activity with gaps (no <see cref="CityIds"/> where the whole cluster acted) and is
/// stored resolved: once it is decided on, the cluster, the cities and the campaigns are filled in. A list that
/// would be empty is left out, so that what was exported can be sent again as it is.
/// </remarks>
public abstract record Activity
{
    /// <summary>The local calendar day in Asia/Ho_Chi_Minh. Left out only when the precision is Unknown.</summary>
    public DateOnly? OccurredOn { get; init; }

    /// <summary>The part of that day, where it is known.</summary>
    public DayPart? DayPart { get; init; }

    /// <summary>The wall-clock time of that day, where it is known. A publication's time is not it.</summary>
    public TimeOnly? LocalTime { get; init; }

    /// <summary>Orders activities of one day part. Not a number of anything in the world.</summary>
    public int? SequenceHint { get; init; }

    /// <summary>How exactly <see cref="OccurredOn"/> is known.</summary>
    public Precision Precision { get; init; } = Precision.Day;

    /// <summary>Whether a source states the fact, or the recorder concluded it.</summary>
    public Assertion Assertion { get; init; } = Assertion.Stated;

    /// <summary>The cluster whose activity it is, such as <c>cum-1-bca</c>.</summary>
    [RegularExpression(Slug.Pattern)]
    public string? ClusterId { get; init; }

    /// <summary>Whose activity it is: the whole cluster's, the named cities', or the campaign's alone.</summary>
    public Scope Scope { get; init; } = Scope.City;

    /// <summary>The cities it concerns. With scope Cluster: the members on that day, resolved when recorded.</summary>
    public IReadOnlyList<CityId>? CityIds { get; init; }

    /// <summary>Cities that took part without being members on that day.</summary>
    public IReadOnlyList<CityId>? GuestCityIds { get; init; }

    /// <summary>The campaign editions it belongs to, such as <c>vi-an-ninh-to-quoc-2022</c>.</summary>
    [RegularExpression(Slug.Pattern)]
    public IReadOnlyList<string>? CampaignIds { get; init; }

    /// <summary>Where the fact is from.</summary>
    public IReadOnlyList<Source>? Sources { get; init; }
}
