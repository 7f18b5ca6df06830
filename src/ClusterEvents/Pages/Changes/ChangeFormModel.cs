using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Pages.Recording.Model;

namespace ClusterEvents.Pages.Changes;

/// <summary>The form of a retraction, reinstatement, dispute or withdrawal.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="ActivityId">The entry.</param>
/// <param name="Input">What was typed.</param>
/// <param name="By">Who does it.</param>
public sealed record ChangeFormModel(ChangeKind Kind, string ActivityId, FormInput Input, Recorder By)
{
    /// <summary>The entry as it stands.</summary>
    public required ChangedEntry Entry { get; init; }

    /// <summary>The cities that may speak, for a dispute or its withdrawal.</summary>
    public IReadOnlyList<CityId> Speakers { get; init; } = [];

    public IReadOnlyList<FaultModel> Faults { get; init; } = [];

    /// <summary>Why it cannot be done at all, and who may; empty if it can.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>What happened to the form as a whole; null for nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>The names of fields that the page shows: whatever else is wrong is told above the form.</summary>
    public static readonly IReadOnlyList<string> Fields = ["why", "reason", "city"];

    public IEnumerable<string> At(string path) => Faults.Where(fault => fault.Path == path).Select(fault => fault.Text);
}
