using Npgsql;

namespace ClusterEvents.EventStore.Schema;

/// <summary>A server from which pages should be read does not have the record of the primary.</summary>
internal sealed class AnotherRecordException(string message) : NpgsqlException(message);
