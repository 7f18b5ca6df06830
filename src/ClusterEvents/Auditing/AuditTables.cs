using ClusterEvents.Auditing.Reports;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Schema;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Auditing;

/// <summary>The tables of the transparency log, and the reports of verifications.</summary>
internal sealed class AuditTables : IStoreTables
{
    public IEnumerable<ISchemaObject> Tables => [.. LogTables.All, Reports()];

    public IEnumerable<string> AppendOnly => [.. LogTables.AppendOnly, AuditReports.Table];

    public IEnumerable<TableOption> Options =>
    [
        // Freeze rows at the first vacuum, because they never change.
        new(LogTables.Leaves, "autovacuum_freeze_min_age", "0"),
    ];

    public IEnumerable<(string Table, string Columns)> WithoutStatistics => [(LogTables.Leaves, "hash, entry")];

    private static Table Reports()
    {
        var table = new Table(AuditReports.Table);
        table.AddColumn("id", "uuid").AsPrimaryKey();
        table.AddColumn("made_at", "timestamptz").NotNull();
        table.AddColumn("report", "jsonb").NotNull();
        return table;
    }
}
