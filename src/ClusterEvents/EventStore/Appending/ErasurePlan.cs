using ClusterEvents.Domain.Corrections;

namespace ClusterEvents.EventStore.Appending;

/// <summary>What an erasure takes out of the events of an entry.</summary>
/// <param name="Names">The names that are erased.</param>
/// <param name="Events">The events of the entry: the one that recorded it, and its corrections.</param>
/// <param name="Kept">Where the names stay in these events, because nothing may change there.</param>
public sealed record ErasurePlan(
    NamesInTexts Names, IReadOnlyList<ErasedEvent> Events, IReadOnlyList<NameMention> Kept);

/// <summary>An event of the entry.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Position">Its position.</param>
/// <param name="Names">The names of the values to erase: JSON pointers into its data, or attributes.</param>
public sealed record ErasedEvent(Guid Id, long Position, IReadOnlyList<string> Names);

/// <summary>A place in which an erased name stays.</summary>
/// <param name="Where">What kind of place it is: <c>field-in-clear</c> (the leaf of the event holds the field as it is,
/// because it was recorded before such fields were salted), <c>field-not-personal</c>, <c>other-entry</c>,
/// <c>more-entries</c> beyond the first hundred, or the name of a table.</param>
/// <param name="ActivityId">The event; null for a table.</param>
/// <param name="Field">The JSON pointer to the field in its data, or the attribute; null for a table and for other
/// entries.</param>
/// <param name="Rows">The number of rows of the table, or of further entries; null for an event.</param>
public sealed record NameMention(string Where, Guid? ActivityId = null, string? Field = null, long? Rows = null);
