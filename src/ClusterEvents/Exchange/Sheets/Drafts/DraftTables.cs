using ClusterEvents.EventStore.Schema;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>
/// Sheets that were uploaded and are not confirmed yet, as they were received. They influence nothing: what is recorded
/// of them is decided on when their sender confirms, and the id of a draft is a digest of its content, so that one that
/// somebody has altered is not found.
/// </summary>
internal sealed class DraftTables : IStoreTables
{
    public const string Drafts = $"{MartenStore.Schema}.import_draft";

    public IEnumerable<ISchemaObject> Tables
    {
        get
        {
            var table = new Table(Drafts);
            table.AddColumn("id", "uuid").AsPrimaryKey();
            table.AddColumn("owner", "text").NotNull();
            table.AddColumn("name", "text").NotNull();
            table.AddColumn("kind", "text");
            // Taken away when the draft lapses; the rest says for a week when that was.
            table.AddColumn("content", "bytea");
            table.AddColumn("uploaded_at", "timestamptz").NotNull();
            return [table];
        }
    }

    public IEnumerable<string> HoldWhatWasSent => [Drafts];

    /// <summary>What was uploaded is compressed already, or small.</summary>
    public IEnumerable<(string Table, string Columns)> WithoutStatistics => [(Drafts, "content")];
}
