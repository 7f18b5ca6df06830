using ClusterEvents.EventStore.Appending;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.EventStore.Schema;

/// <summary>Marten's tables of events, and the tables of claims and sources beside them.</summary>
internal sealed class EventTables : IStoreTables
{
    public const string Events = $"{MartenStore.Schema}.mt_events";
    public const string Streams = $"{MartenStore.Schema}.mt_streams";

    /// <summary>Marten creates its own tables.</summary>
    public IEnumerable<ISchemaObject> Tables => [Claims(), Sources()];

    public IEnumerable<string> AppendOnly => [SourceTable.Name, Events];

    public IEnumerable<TableOption> Options =>
    [
        // Each event updates its stream's row: free space on the page allows HOT updates without touching indexes.
        new(Streams, "fillfactor", "80"),
        // Freeze rows at the first vacuum, because they never change. Otherwise an anti-wraparound vacuum would
        // rewrite the whole table years later.
        new(Events, "autovacuum_freeze_min_age", "0"),
    ];

    public IEnumerable<(string Table, string Columns)> WithoutStatistics => [(Events, "data, headers, mt_dotnet_type")];

    /// <summary>The table of sources; its primary key gives each to one recorder under concurrency.</summary>
    private static Table Sources()
    {
        var table = new Table(SourceTable.Name);
        table.AddColumn("source", "text").AsPrimaryKey();
        table.AddColumn("owner", "text").NotNull();
        return table;
    }

    /// <summary>The table of claims; its primary key keeps them unique under concurrency.</summary>
    private static Table Claims()
    {
        var table = new Table(ClaimTable.Name);
        table.AddColumn("claim", "text").AsPrimaryKey();
        table.AddColumn("stream", "text").NotNull();
        return table;
    }
}
