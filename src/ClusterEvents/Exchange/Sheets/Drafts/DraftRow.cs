using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading.Written;
using ClusterEvents.Exchange.Sheets.Reading;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>A row of a draft: what was read of it, and what became of that.</summary>
public sealed class DraftRow(SheetRow row, ActivityType? type)
{
    private readonly List<CellFault> _faults = [];

    /// <summary>Its number in the file.</summary>
    public int Number => row.Number;

    public SheetRow Row => row;

    /// <summary>The kind of event; null if the row does not say.</summary>
    public ActivityType? Type => type;

    /// <summary>What was read of the texts; null if the kind is not known.</summary>
    public WrittenRecord? Written { get; set; }

    /// <summary>What would be recorded; null if the row has faults.</summary>
    public Draft? Draft { get; set; }

    /// <summary>The stream to which it would be appended; null if it has faults.</summary>
    public StreamKey? Stream => Draft is null ? null
        : Draft.Stream ?? (Draft.Activity is Domain.Model.Streams.ICorrection ? null : DecisionBatch.NewStream(Draft));

    /// <summary>The event with all that the decision fills in; null if it was rejected.</summary>
    public AcceptedEvent? Accepted { get; set; }

    /// <summary>The recording, if the row is on record already.</summary>
    public Recorded? OnRecord { get; set; }

    /// <summary>The title and the summary as a timeline would show them.</summary>
    public (string Title, string Summary) Shown { get; set; } = ("", "");

    public IReadOnlyList<CellFault> Faults => _faults;

    /// <summary>Rows above that say the same.</summary>
    public IReadOnlyList<int> SimilarRows { get; set; } = [];

    /// <summary>Entries on record that may be the same fact.</summary>
    public IReadOnlyList<SimilarEntry> Similar { get; set; } = [];

    public bool IsGood => _faults.Count == 0;

    /// <summary>Whether it may say what stands already, in the sheet or on record.</summary>
    public bool IsLikelyRepetition => IsGood && OnRecord is null && (SimilarRows.Count > 0 || Similar.Count > 0);

    public void Add(CellFault fault)
    {
        // A long list may have hundreds; the first ones say enough.
        if (_faults.Count < MostFaults) _faults.Add(fault);
    }

    private const int MostFaults = 20;
}

/// <summary>Why a cell, or a row, cannot be recorded.</summary>
/// <param name="Cell">The address of the cell; null if no single cell is at fault, or its column is missing.</param>
/// <param name="Header">The header of the column; null if no single field is at fault.</param>
/// <param name="Why">The reason; its field is the path in the data of the event.</param>
public sealed record CellFault(string? Cell, string? Header, Rejection Why);
