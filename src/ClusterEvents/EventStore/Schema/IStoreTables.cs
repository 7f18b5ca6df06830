using Weasel.Core;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// The tables that a room keeps beside the events: they are created, looked after and protected with those of Marten.
/// </summary>
public interface IStoreTables
{
    IEnumerable<ISchemaObject> Tables { get; }

    /// <summary>The names of the tables in which no row may ever be changed or deleted.</summary>
    IEnumerable<string> AppendOnly => [];

    /// <summary>What PostgreSQL does otherwise with some tables than by default.</summary>
    IEnumerable<TableOption> Options => [];

    /// <summary>
    /// Columns that no query looks for, and whose statistics would be most of the work of an analysis.
    /// </summary>
    IEnumerable<(string Table, string Columns)> WithoutStatistics => [];
}
