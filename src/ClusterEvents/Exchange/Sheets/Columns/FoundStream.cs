using ClusterEvents.Domain.Model;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>The stream that the text of a cell means.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Entry">The entry on it, if the text means one.</param>
/// <param name="IsOneOfSeveral">Whether it is only the first of several that the text may mean.</param>
public sealed record FoundStream(StreamKey Stream, Guid? Entry, bool IsOneOfSeveral = false);
