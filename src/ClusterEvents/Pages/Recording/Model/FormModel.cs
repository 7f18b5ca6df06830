using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>A form as a page shows it.</summary>
/// <param name="Form">Its declaration.</param>
/// <param name="Input">What stands in its fields.</param>
/// <param name="Situation">What it was filled in with.</param>
public sealed record FormModel(KindForm Form, FormInput Input, FormSituation Situation)
{
    public required IReadOnlyList<PartModel> Parts { get; init; }

    /// <summary>The fields of the day: the day itself, how exact it is, and the campaigns.</summary>
    public required FieldModel Day { get; init; }

    public required FieldModel Precision { get; init; }

    /// <summary>The campaigns; null for a kind that belongs to none.</summary>
    public FieldModel? Campaigns { get; init; }

    public required FieldModel Sources { get; init; }

    /// <summary>What is folded away.</summary>
    public required IReadOnlyList<FieldModel> Folded { get; init; }

    /// <summary>The cities that come as guests; null for a kind without.</summary>
    public FieldModel? Guests { get; init; }

    /// <summary>The clusters to choose from; null where there is one.</summary>
    public FieldModel? Cluster { get; init; }

    /// <summary>What is wrong, in the order of the page.</summary>
    public IReadOnlyList<FaultModel> Faults { get; init; } = [];

    /// <summary>What happened to the form as a whole, such as an ended session; null for nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>What the day was taken from.</summary>
    public string? LastTime { get; init; }
}
