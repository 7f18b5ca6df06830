using ClusterEvents.EventStore.Schema;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Webhooks;

/// <summary>
/// What was to be sent, and what came of it. The queue keeps neither: it deletes what it has delivered, so that nobody
/// could tell a delivery from one that was taken out of it.
/// </summary>
internal sealed class DeliveryTables : IStoreTables
{
    /// <summary>Each event that a target, or the broker, is to be told of; written with the message.</summary>
    public const string Told = $"{MartenStore.Schema}.webhook_told";

    /// <summary>Each attempt at a webhook; one without a failure ends the delivery.</summary>
    public const string Attempts = $"{MartenStore.Schema}.webhook_attempt";

    public IEnumerable<ISchemaObject> Tables => [ToldTable(), AttemptTable()];

    public IEnumerable<string> AppendOnly => [Told, Attempts];

    private static Table ToldTable()
    {
        var table = new Table(Told);
        table.AddColumn("position", "bigint").AsPrimaryKey();
        table.AddColumn("target", "text").AsPrimaryKey();
        table.AddColumn("told_at", "timestamptz").NotNull();
        return table;
    }

    private static Table AttemptTable()
    {
        var table = new Table(Attempts);
        table.AddColumn("position", "bigint").AsPrimaryKey();
        table.AddColumn("target", "text").AsPrimaryKey();
        table.AddColumn("attempted_at", "timestamptz").AsPrimaryKey();
        table.AddColumn("failure", "text");
        return table;
    }
}
