using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Schema;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Recording.Deadlines;

/// <summary>
/// The positions up to which every open directive has been given its reminder. Later ones may lack it for a while, if a
/// command has recorded them.
/// </summary>
internal sealed class DeadlineTables : IStoreTables
{
    public const string Swept = $"{MartenStore.Schema}.reminder_sweep";

    public IEnumerable<ISchemaObject> Tables
    {
        get
        {
            var table = new Table(Swept);
            table.AddColumn("position", "bigint").AsPrimaryKey();
            return [table];
        }
    }

    public IEnumerable<string> AppendOnly => [Swept];

    public static Task<long> SweptAsync(Snapshot snapshot, CancellationToken cancel) =>
        snapshot.NumberAsync($"select max(position) from {Swept}", cancel);

    /// <summary>Notes a position, if it is further on.</summary>
    public static async Task NoteAsync(NpgsqlTransaction transaction, long position, CancellationToken cancel)
    {
        await using var insert = new NpgsqlCommand(
            $"""
            insert into {Swept} (position) select $1
            where not exists (select from {Swept} where position >= $1) on conflict do nothing
            """, transaction.Connection, transaction)
        { Parameters = { new() { Value = position } } };
        await insert.ExecuteNonQueryAsync(cancel);
    }
}
