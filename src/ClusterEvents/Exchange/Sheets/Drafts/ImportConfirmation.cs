using System.Text.Json.Serialization;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>The confirmation of a draft: all rows are recorded but these, or none.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ImportConfirmation
{
    /// <summary>The numbers of rows to leave out, such as repetitions and rows with faults.</summary>
    public IReadOnlyList<int> LeaveOut { get; init; } = [];
}

/// <summary>What was recorded of a sheet.</summary>
/// <param name="Recorded">The number of rows on record.</param>
/// <param name="LeftOut">The number of rows left out.</param>
/// <param name="Position">The newest position of them.</param>
/// <param name="Rows">The recorded rows.</param>
public sealed record ImportResult(int Recorded, int LeftOut, long Position, IReadOnlyList<RecordedRow> Rows);

/// <summary>A recorded row.</summary>
/// <param name="Row">Its number in the file.</param>
/// <param name="ActivityId">The id of the event.</param>
/// <param name="Stream">The stream it is on.</param>
/// <param name="Version">The stream's version after it.</param>
/// <param name="Position">Its global sequence number.</param>
public sealed record RecordedRow(int Row, Guid ActivityId, Domain.Model.StreamKey Stream, long Version, long Position);
