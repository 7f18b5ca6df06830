using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Appending;

namespace ClusterEvents.Recording.Http;

/// <summary>What an erasure takes out, and where the name stays.</summary>
/// <param name="Erased">The values that are erased.</param>
/// <param name="Remaining">Where the name occurs and is not erased. Backups, exports, what subscribers received, and
/// the free space of the database's files are not looked at.</param>
public sealed record ErasureReport(IReadOnlyList<ErasedField> Erased, IReadOnlyList<NameMention> Remaining);

/// <summary>An erased value.</summary>
/// <param name="ActivityId">The event: the entry, or a correction of it.</param>
/// <param name="Field">The JSON pointer to it in the event's data, or the attribute.</param>
public sealed record ErasedField(Guid ActivityId, string Field);

/// <summary>The response to an erasure: one form whether it was recorded or tried, so that clients read both.</summary>
/// <param name="ActivityId">The id of the event; absent for a dry run.</param>
/// <param name="Stream">The stream it is on; absent for a dry run.</param>
/// <param name="Version">The stream's version after it; absent for a dry run.</param>
/// <param name="Position">Its global sequence number; absent for a dry run.</param>
/// <param name="Duplicate">Whether it was on record before this request; absent for a dry run.</param>
/// <param name="Receipt">Its receipt, if the request asked for one.</param>
/// <param name="Erased">The values that were erased.</param>
/// <param name="Remaining">Where the name occurs and was not erased.</param>
public sealed record RecordedErasure(
    Guid? ActivityId, StreamKey? Stream, long? Version, long? Position, bool? Duplicate, string? Receipt,
    IReadOnlyList<ErasedField> Erased, IReadOnlyList<NameMention> Remaining)
{
    public static RecordedErasure Of(Recorded recorded, ErasureReport report) => new(
        recorded.ActivityId, recorded.Stream, recorded.Version, recorded.Position, recorded.Duplicate,
        recorded.Receipt, report.Erased, report.Remaining);
}
