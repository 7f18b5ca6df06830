using ClusterEvents.EventStore.Schema;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Pages.Posts;

/// <summary>What pages keep besides the record: the keys of their cookies and form tokens.</summary>
internal sealed class PageTables : IStoreTables
{
    public const string Keys = $"{MartenStore.Schema}.page_key";

    public IEnumerable<ISchemaObject> Tables => [KeyTable()];

    private static Table KeyTable()
    {
        var table = new Table(Keys);
        table.AddColumn("id", "text").AsPrimaryKey();
        table.AddColumn("sealed_by", "text").NotNull();
        table.AddColumn("content", "bytea").NotNull();
        return table;
    }
}
