using ClusterEvents.EventStore.Daemon;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Timelines.Projection;

/// <summary>
/// Which version of the timelines this node reads: its own once that shows all that an earlier one does, and until then
/// the newest earlier one that it can read. It follows from what is in the store, so that a restart finds it again;
/// what was shown never goes away, and no position goes back.
/// </summary>
public sealed class ShownTimelines(TimelineVersion own, NpgsqlDataSource database)
{
    private readonly TimelineVersion _own = own;
    private volatile TimelineVersion? _earlier;

    /// <summary>The version to read now. Asked once for each statement: it may be another one for the next.</summary>
    public TimelineVersion Version => _earlier ?? _own;

    /// <summary>Whether this node still reads what an earlier program wrote.</summary>
    public bool IsEarlier => _earlier is not null;

    /// <summary>Looks which version is to be read.</summary>
    public async Task ChooseAsync(CancellationToken cancel)
    {
        if (_own.Number == 1) return;
        var progress = await ProgressAsync(cancel);
        foreach (var earlier in _own.Earlier)
        {
            if (progress.GetValueOrDefault(_own.Shard) >= progress.GetValueOrDefault(earlier.Shard)) continue;
            if (!await CanBeReadAsync(earlier, cancel)) continue;
            _earlier = earlier;
            return;
        }

        _earlier = null;
    }

    /// <summary>
    /// Removes what earlier programs left. No node of theirs may run any more: it would begin to write anew.
    /// </summary>
    /// <returns>The versions that were there; null while this program's own does not show all that they do.</returns>
    public async Task<IReadOnlyList<TimelineVersion>?> DropEarlierAsync(CancellationToken cancel)
    {
        await ChooseAsync(cancel);
        if (IsEarlier) return null;
        var progress = await ProgressAsync(cancel);
        TimelineVersion[] left = [.. _own.Earlier.Where(earlier => progress.ContainsKey(earlier.Shard))];
        foreach (var earlier in left)
        {
            await using var drop = database.CreateCommand(
                $"""
                drop table if exists {earlier.Activities}, {earlier.Rows}, {earlier.Timelines};
                {ProjectionProgress.Delete(earlier.Shard)}
                """);
            await drop.ExecuteNonQueryAsync(cancel);
        }

        return left;
    }

    private Task<Dictionary<string, long>> ProgressAsync(CancellationToken cancel) => ProjectionProgress.ReadAsync(
        database, _own.Earlier.Append(_own).Select(version => version.Shard), cancel);

    /// <summary>Whether the earlier tables have every column that this program reads.</summary>
    private async Task<bool> CanBeReadAsync(TimelineVersion version, CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            "select table_name || '.' || column_name from information_schema.columns where table_schema = $1");
        query.Parameters.Add(new() { Value = TimelineTables.Schema });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var there = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel)) there.Add(rows.GetString(0));
        return version.Tables.OfType<Table>().All(table =>
            table.Columns.All(column => there.Contains($"{table.Identifier.Name}.{column.Name}")));
    }
}
