namespace ClusterEvents.EventStore.Schema;

/// <summary>A storage parameter of a table, as <c>alter table … set (…)</c> takes it.</summary>
public sealed record TableOption(string Table, string Option, string Value);
