using ClusterEvents.EventStore.Appending;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.EventStore.Schema;

/// <summary>Marten's tables of events, and the table of claims beside them.</summary>
internal sealed class EventTables : IStoreTables
{
    public const string Events = $"{MartenStore.Schema}.mt_events";
    public const string Streams = $"{MartenStore.Schema}.mt_streams";

    /// <summary>Marten makes its own.</summary>
    public IEnumerable<ISchemaObject> Tables => [Claims()];

    public IEnumerable<string> AppendOnly => [Events];

    public IEnumerable<TableOption> Options =>
    [
        // The version of a stream changes with each event on it: with room on its page no index need learn of that.
        new(Streams, "fillfactor", "80"),
        // What never changes is frozen the first time that vacuum sees it. Otherwise all of the record would be written
        // once more, years later and at once.
        new(Events, "autovacuum_freeze_min_age", "0"),
    ];

    public IEnumerable<(string Table, string Columns)> WithoutStatistics => [(Events, "data, headers, mt_dotnet_type")];

    /// <summary>What only one stream may hold, kept apart by its primary key whoever races for it.</summary>
    private static Table Claims()
    {
        var table = new Table(ClaimTable.Name);
        table.AddColumn("claim", "text").AsPrimaryKey();
        table.AddColumn("stream", "text").NotNull();
        return table;
    }
}
