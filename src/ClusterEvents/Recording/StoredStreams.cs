using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>Folds streams from the rows of their events.</summary>
internal static class StoredStreams
{
    /// <summary>What a query selects, in the order of positions.</summary>
    public const string Columns = "stream_id, id, type, data::text, seq_id";

    /// <summary>
    /// The streams that a query finds, from their events up to a moment; from all of them where it is null.
    /// </summary>
    public static async Task<Dictionary<StreamKey, FoldedStream>> FoldAsync(
        NpgsqlCommand query, Catalogue catalogue, KnownAt? known, CancellationToken cancel)
    {
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var folded = new Dictionary<StreamKey, FoldedStream>();
        while (await rows.ReadAsync(cancel))
        {
            if (known?.Includes(rows.GetInt64(4)) == false) continue;
            var key = StreamKey.Parse(rows.GetString(0));
            folded[key] = catalogue.Fold(key, folded.GetValueOrDefault(key, FoldedStream.Absent), rows.GetGuid(1),
                catalogue.ShapeStoredAs(rows.GetString(2)).Read(rows.GetString(3)));
        }

        return folded;
    }
}
