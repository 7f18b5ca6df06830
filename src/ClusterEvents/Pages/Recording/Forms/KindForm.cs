using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>
/// The form of one kind of event: what it shows, in the order in which one would tell it. Fields of the envelope that
/// every event has, and sources, are the same in every form and not listed.
/// </summary>
/// <param name="Type">The kind.</param>
/// <param name="Group">The group of the work in which it is found.</param>
public sealed record KindForm(ActivityType Type, string Group)
{
    /// <summary>One sentence on when to use it.</summary>
    public required (string Vietnamese, string English) Lead { get; init; }

    public required IReadOnlyList<PartSpec> Parts { get; init; }

    /// <summary>Fields that fewer than one entry in ten needs.</summary>
    public IReadOnlyList<FieldSpec> Folded { get; init; } = [];

    /// <summary>What the day is called, such as the day of the meeting.</summary>
    public (string Vietnamese, string English) Day { get; init; } = ("Ngày diễn ra", "Day");

    /// <summary>What to have at hand; null for nothing in particular.</summary>
    public (string Vietnamese, string English)? Needs { get; init; }

    /// <summary>The list of cities that “all members” stands for; null if the form has none.</summary>
    public string? Members { get; init; }

    /// <summary>Whether all members are chosen beforehand, rather than the recorder's own city.</summary>
    public bool OfAllMembers { get; init; }

    /// <summary>The scope that is chosen beforehand where no list of cities says it.</summary>
    public string Scope { get; init; } = "";

    /// <summary>What the stream that the event is added to is called; null if the form does not ask for it.</summary>
    public (string Vietnamese, string English)? From { get; init; }

    /// <summary>A day that is the day of the event as well, and not asked for twice.</summary>
    public string? SameDay { get; init; }

    /// <summary>Another kind that the same form can record at once, such as incense with flowers.</summary>
    public ActivityType? Together { get; init; }

    /// <summary>Whether the day may be unknown, which the form offers openly.</summary>
    public bool DayIsRough { get; init; }

    /// <summary>The name in addresses, such as <c>directive-issued</c>.</summary>
    public string Slug => Type.StoredName[..Type.StoredName.LastIndexOf('.')];

    /// <summary>The fields of its parts and its fold.</summary>
    public IEnumerable<FieldSpec> Fields => Parts.SelectMany(part => part.Fields).Concat(Folded);
}
