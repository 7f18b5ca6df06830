using ClusterEvents.EventStore.Schema;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Pages.Posts;

/// <summary>
/// What pages keep besides the record: the keys of their cookies and form tokens, and forms that met an ended session.
/// </summary>
internal sealed class PageTables : IStoreTables
{
    public const string Keys = $"{MartenStore.Schema}.page_key";

    public const string Drafts = $"{MartenStore.Schema}.page_draft";

    public IEnumerable<ISchemaObject> Tables => [KeyTable(), DraftTable()];

    private static Table KeyTable()
    {
        var table = new Table(Keys);
        table.AddColumn("id", "text").AsPrimaryKey();
        table.AddColumn("sealed_by", "text").NotNull();
        table.AddColumn("content", "bytea").NotNull();
        return table;
    }

    private static Table DraftTable()
    {
        var table = new Table(Drafts);
        table.AddColumn("id", "text").AsPrimaryKey();
        table.AddColumn("owner", "text").NotNull();
        table.AddColumn("kept_until", "timestamptz").NotNull();
        table.AddColumn("content", "bytea").NotNull();
        return table;
    }
}
