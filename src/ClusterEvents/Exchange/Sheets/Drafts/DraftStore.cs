using Npgsql;
using NpgsqlTypes;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>Keeps uploaded sheets for a day, a bounded number and size of each sender.</summary>
public sealed class DraftStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>How many drafts a sender may have.</summary>
    public const int MostOfOne = 100;

    /// <summary>How many bytes the drafts of a sender, and of all of them, may have.</summary>
    public const long LargestOfOne = 50L << 20, LargestOfAll = 1L << 30;

    /// <summary>How long is known when a draft has lapsed.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private const string Table = DraftTables.Drafts;

    /// <summary>Keeps a draft, or keeps it for another day.</summary>
    /// <returns>Whether there was room.</returns>
    public async Task<bool> KeepAsync(StoredDraft draft, CancellationToken cancel)
    {
        await SweepAsync(cancel);
        await using var insert = database.CreateCommand(
            $"""
            insert into {Table} (id, owner, name, kind, content, uploaded_at)
            select $1, $2, $3, $4, $5, $6 from (
              select count(*) filter (where owner = $2) as mine,
                coalesce(sum(octet_length(content)) filter (where owner = $2), 0) as my_bytes,
                coalesce(sum(octet_length(content)), 0) as all_bytes
              from {Table} where content is not null and id <> $1) kept
            where mine < {MostOfOne} and my_bytes + octet_length($5) <= {LargestOfOne}
              and all_bytes + octet_length($5) <= {LargestOfAll}
            on conflict (id) do update set name = excluded.name, content = excluded.content,
              uploaded_at = excluded.uploaded_at
            """);
        insert.Parameters.Add(new() { Value = draft.Id });
        insert.Parameters.Add(new() { Value = draft.Owner });
        insert.Parameters.Add(new() { Value = draft.Name });
        insert.Parameters.Add(new() { Value = (object?)draft.Kind ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new() { Value = draft.Content });
        insert.Parameters.Add(new() { Value = draft.UploadedAt.UtcDateTime });
        return await insert.ExecuteNonQueryAsync(cancel) > 0;
    }

    /// <summary>The draft of a sender.</summary>
    /// <returns>The draft, or when it lapsed; neither if the sender has none of this id.</returns>
    public async Task<(StoredDraft? Draft, DateTimeOffset? Lapsed)> FindAsync(
        Guid id, string owner, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"select name, kind, content, uploaded_at from {Table} where id = $1 and owner = $2");
        query.Parameters.Add(new() { Value = id });
        query.Parameters.Add(new() { Value = owner });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel)) return (null, null);
        var uploaded = rows.GetFieldValue<DateTimeOffset>(3);
        if (await rows.IsDBNullAsync(2, cancel) || uploaded + StoredDraft.Kept < time.GetUtcNow())
            return (null, uploaded + StoredDraft.Kept);
        var draft = new StoredDraft(id, owner, rows.GetString(0), await rows.IsDBNullAsync(1, cancel) ? null
            : rows.GetString(1), rows.GetFieldValue<byte[]>(2), uploaded);
        // Whoever alters a draft in the database makes another one of it.
        return StoredDraft.IdOf(owner, draft.Kind, draft.Content) == id ? (draft, null) : (null, null);
    }

    /// <summary>The drafts of a sender, the newest first, without their content.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name, DateTimeOffset UploadedAt)>> ListAsync(
        string owner, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"""
            select id, name, uploaded_at from {Table} where owner = $1 and content is not null and uploaded_at > $2
            order by uploaded_at desc, id
            """);
        query.Parameters.Add(new() { Value = owner });
        query.Parameters.Add(new() { Value = (time.GetUtcNow() - StoredDraft.Kept).UtcDateTime });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var drafts = new List<(Guid, string, DateTimeOffset)>();
        while (await rows.ReadAsync(cancel))
            drafts.Add((rows.GetGuid(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2)));
        return drafts;
    }

    /// <summary>Deletes a draft of a sender.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(Guid id, string owner, CancellationToken cancel)
    {
        await using var delete = database.CreateCommand($"delete from {Table} where id = $1 and owner = $2");
        delete.Parameters.Add(new() { Value = id });
        delete.Parameters.Add(new() { Value = owner });
        return await delete.ExecuteNonQueryAsync(cancel) > 0;
    }

    /// <summary>
    /// Serialises the confirmations of a draft among all nodes, until the result is disposed: two with different rows
    /// must not both find that nothing is recorded yet.
    /// </summary>
    public async Task<IAsyncDisposable> LockAsync(Guid id, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            // Ends with the transaction, and so with the connection.
            var transaction = await connection.BeginTransactionAsync(cancel);
            await using var take = new NpgsqlCommand(
                "select pg_advisory_xact_lock(hashtextextended('clusterevents import ' || $1, 0))",
                connection, transaction)
            { Parameters = { new() { Value = id.ToString() } } };
            await take.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes away what has lapsed.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var sweep = database.CreateBatch();
        sweep.BatchCommands.Add(new($"update {Table} set content = null where content is not null and uploaded_at < $1")
        { Parameters = { new() { Value = (now - StoredDraft.Kept).UtcDateTime } } });
        sweep.BatchCommands.Add(new($"delete from {Table} where uploaded_at < $1")
        { Parameters = { new() { Value = (now - StoredDraft.Kept - Remembered).UtcDateTime } } });
        await sweep.ExecuteNonQueryAsync(cancel);
    }
}
