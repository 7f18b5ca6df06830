using Npgsql;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// A recording that has taken its position and not committed: a copy of another event with its own id.
/// </summary>
internal sealed class SlowRecording : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private SlowRecording(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_connection, _transaction) = (connection, transaction);

    public static async Task<SlowRecording> BeginAsync(TestApp app)
    {
        var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        var slow = new SlowRecording(connection, await connection.BeginTransactionAsync(TestApp.Cancel));
        await using var take = new NpgsqlCommand(
            """
            insert into clusterevents.mt_streams (id, version) values ('city/slow', 1);
            insert into clusterevents.mt_events select (jsonb_populate_record(e, jsonb_build_object(
              'seq_id', nextval('clusterevents.mt_events_sequence'), 'id', gen_random_uuid(),
              'stream_id', 'city/slow'))).*
            from clusterevents.mt_events e where stream_id = 'city/can-tho'
            """, connection);
        await take.ExecuteNonQueryAsync(TestApp.Cancel);
        return slow;
    }

    public Task CommitAsync() => _transaction.CommitAsync(TestApp.Cancel);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
