using Npgsql;

namespace ClusterEvents.Timelines;

/// <summary>
/// Reads pages on a standby where there is one, and in the store itself where that has not come as far as asked for, or
/// is away. So a recorder finds its own record with <c>atLeast</c>, whichever server answers.
/// </summary>
public sealed class StandbyReads(NpgsqlDataSource store, NpgsqlDataSource? standby) : IAsyncDisposable
{
    public async Task<TimelinePage?> ReadAsync(TimelineQuery query, Func<NpgsqlDataSource, Task<TimelinePage?>> read)
    {
        // Only the store knows that nothing more will be learned of an instant.
        if (standby is null || query.KnownAt?.Instant is not null) return await read(store);
        try
        {
            var page = await read(standby);
            if (page?.Position >= Math.Max(query.AtLeast, query.KnownAt?.Position ?? 0)) return page;
        }
        catch (NpgsqlException)
        {
            // It is away, has not got a new version's tables yet, or had to give up the snapshot. The store has it all.
        }

        return await read(store);
    }

    public ValueTask DisposeAsync() => standby?.DisposeAsync() ?? ValueTask.CompletedTask;
}
