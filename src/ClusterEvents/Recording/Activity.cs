using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Recording;

/// <summary>
/// One recorded fact about what a cluster did: the envelope that every event carries, beside its own fields.
/// It is what happened in the world, not when or by whom it was recorded; the store keeps those beside it.
/// </summary>
/// <remarks>
/// A recording arrives as an activity with gaps (no <see cref="CityIds"/> where the whole cluster acted) and is
/// stored resolved: after <see cref="Decision"/> the cluster, the cities and the campaigns are filled in. A list that
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

/// <summary>A part of a calendar day, in its order.</summary>
public enum DayPart { Morning = 1, Afternoon = 2, Evening = 3 }

/// <summary>How exactly a date is known. OnOrBefore: it was so that day at the latest.</summary>
public enum Precision { Day, Month, Year, OnOrBefore, Unknown }

/// <summary>Whether a source says so, or it is an inference.</summary>
public enum Assertion { Stated, Inferred }

/// <summary>Whose activity it is. It decides the timelines that show it.</summary>
public enum Scope { Cluster, City, Campaign }

/// <summary>A source of a fact: at least one of its fields is given.</summary>
public sealed record Source(
    string? Publisher,
    string? Title,
    string? Url,
    DateTimeOffset? PublishedAt,
    string? Byline,
    string? Note) : IAtLeastOneField;

/// <summary>An organisation as named that day; its city where it belongs to one. Not the city itself.</summary>
public sealed record Organisation(string Name, CityId? CityId);

/// <summary>An official as publicly reported, with the rank and post held that day. Not a file on a person.</summary>
public sealed record Person(
    [property: Personal] string Name,
    [property: Personal] string? Rank,
    [property: Personal] string? Post,
    string? Unit);

/// <summary>Calendar days from the first to the last, both inclusive.</summary>
public sealed record Period(DateOnly From, DateOnly To) : IChecked
{
    public IEnumerable<(string Field, string Fault)> Faults()
    {
        if (To < From) yield return ("to", "ends before it begins: give a day on or after `from`");
    }
}

/// <summary>
/// A field about a person that a later erasure must be able to remove without breaking proofs: it is recorded with
/// a salt of its own, and enters the transparency log only as a commitment to both.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;

/// <summary>Cities that must be members of the activity's cluster on the day it occurred.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class MemberAttribute : Attribute;

/// <summary>An object of which at least one field is given.</summary>
public interface IAtLeastOneField;

/// <summary>An object that can be malformed in ways that its fields alone do not show.</summary>
public interface IChecked
{
    /// <summary>What is wrong: a field of this object, and what to do.</summary>
    IEnumerable<(string Field, string Fault)> Faults();
}
