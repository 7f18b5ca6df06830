using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Exchange.Sheets.Reading;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>A sheet as it would be recorded now, with nothing recorded.</summary>
/// <param name="Draft">What was uploaded.</param>
/// <param name="Refusal">Why nothing of it can be read; null if it was read.</param>
public sealed record ReviewedSheet(StoredDraft Draft, Rejection? Refusal = null)
{
    public Sheet? Sheet { get; init; }

    /// <summary>The kind of all rows; null if each row says its own.</summary>
    public ActivityType? Kind { get; init; }

    /// <summary>The headers that mean nothing.</summary>
    public IReadOnlyList<CellFault> HeaderFaults { get; init; } = [];

    public IReadOnlyList<DraftRow> Rows { get; init; } = [];

    /// <summary>The names of streams, for faults and titles.</summary>
    public NameOfStream Names { get; init; } = (_, _, _) => null;

    /// <summary>Whether it was confirmed: its rows are on record.</summary>
    public bool IsRecorded => Rows.Any(row => row.OnRecord is not null);

    public bool IsGood => Refusal is null && HeaderFaults.Count == 0 && Rows.All(row => row.IsGood);
}
