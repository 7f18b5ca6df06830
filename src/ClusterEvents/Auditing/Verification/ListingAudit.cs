using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.Timelines.Listings;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Folds every listed stream again from its raw events and compares its listings at all positions with the stored
/// ones.
/// </summary>
/// <remarks>
/// The two sides come in different orders. Instead of sorting them, each adds up hashes of its rows in a fixed number
/// of sums, by stream; rows are compared one by one only for the streams of sums that differ. So memory does not grow
/// with the record.
/// </remarks>
internal sealed class ListingAudit(EventCatalogue catalogue, Findings findings)
{
    private const int Sums = 65_536;

    /// <summary>The maximum number of differing sums whose rows are named.</summary>
    private const int MostNamed = 64;

    private const string Stored =
        "select kind, campaign, city, status, cluster, rank, id, first_day, last_day, due_on, known_from, known_to "
        + "from ";

    /// <summary>The number of rows compared.</summary>
    public long Rows { get; private set; }

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var position = await snapshot.NumberAsync($"select {TimelineVersion.Current.Progress}", cancel);
        var (expected, stored) = (new UInt128[Sums], new UInt128[Sums]);
        await foreach (var row in ExpectedAsync(snapshot, position, cancel))
        {
            Rows++;
            expected[SumOf(row.Stream)] += HashOf(row);
        }

        await foreach (var row in StoredAsync(snapshot, cancel)) stored[SumOf(row.Stream)] += HashOf(row);
        var differing = Enumerable.Range(0, Sums).Where(i => expected[i] != stored[i]).ToArray();
        if (differing.Length > 0) await NameAsync([.. differing.Take(MostNamed)], snapshot, position, cancel);
        if (differing.Length > MostNamed)
            findings.Add("row-altered", "listings",
                $"Those of streams in {differing.Length - MostNamed} more of {Sums} groups differ: rebuild them.");
    }

    private async Task NameAsync(HashSet<int> sums, Snapshot snapshot, long position, CancellationToken cancel)
    {
        // The key of a row is everything but the end of its validity.
        var missing = new Dictionary<ListedStream, List<long>>();
        await foreach (var row in ExpectedAsync(snapshot, position, cancel))
            if (sums.Contains(SumOf(row.Stream))) Ends(missing, row).Add(row.KnownTo);
        var left = new List<(ListedStream Key, long KnownTo)>();
        await foreach (var row in StoredAsync(snapshot, cancel))
            if (sums.Contains(SumOf(row.Stream)) && !Ends(missing, row).Remove(row.KnownTo))
                left.Add((row, row.KnownTo));
        foreach (var (row, knownTo) in left)
        {
            if (Ends(missing, row) is not [var must, ..] ends)
            {
                findings.Add("row-superfluous", Named(row), "No event puts it there.");
                continue;
            }

            ends.RemoveAt(0);
            findings.Add("row-altered", Named(row), $"`known_to` must be {must} and is {knownTo}");
        }

        foreach (var (row, _) in missing.SelectMany(row => row.Value, (row, end) => (row.Key, end)))
            findings.Add("row-missing", Named(row), "The events of its stream put it there.");

        static List<long> Ends(Dictionary<ListedStream, List<long>> rows, ListedStream row)
        {
            var key = row with { KnownTo = 0 };
            return rows.TryGetValue(key, out var ends) ? ends : rows[key] = [];
        }
    }

    /// <summary>The listings that the events up to a position make, stream by stream.</summary>
    private async IAsyncEnumerable<ListedStream> ExpectedAsync(
        Snapshot snapshot, long position, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (key, history, open) = ("", default(ListingHistory), new Dictionary<Listing, ListedStream>());
        await foreach (var (stream, at, id, activity) in SnapshotEvents.OfKindsAsync(
            snapshot, StreamListings.Kinds, position, catalogue, cancel))
        {
            if (stream != key || history is null)
            {
                foreach (var row in open.Values) yield return row;
                open.Clear();
                (key, history) = (stream, new(catalogue, StreamKey.Parse(stream), StreamSnapshot.Absent));
            }

            var (ended, begun) = history.Take(id, activity);
            foreach (var listing in ended)
                if (open.Remove(listing, out var row)) yield return row with { KnownTo = at };
            foreach (var listing in begun) open[listing] = new(StreamKey.Parse(stream), listing, at);
        }

        foreach (var row in open.Values) yield return row;
    }

    private static async IAsyncEnumerable<ListedStream> StoredAsync(
        Snapshot snapshot, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand(Stored + TimelineVersion.Current.Listings, snapshot.Connection)
        {
            CommandTimeout = 0,
        };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            yield return new(
                new(rows.GetString(0), rows.GetString(6)),
                new(rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetInt32(5),
                    // One of the two alone is no listing that an event makes.
                    (Day(rows, 7), Day(rows, 8)) is (null, null) ? null
                        : new(Day(rows, 7) ?? DateOnly.MinValue, Day(rows, 8) ?? DateOnly.MinValue),
                    Day(rows, 9)),
                rows.GetInt64(10))
            { KnownTo = rows.GetInt64(11) };
    }

    private static DateOnly? Day(NpgsqlDataReader rows, int column) =>
        rows.IsDBNull(column) ? null : rows.GetFieldValue<DateOnly>(column);

    private static int SumOf(StreamKey stream) =>
        BinaryPrimitives.ReadUInt16LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(stream.ToString())));

    private static UInt128 HashOf(ListedStream row) => BinaryPrimitives.ReadUInt128LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Named(row)} to {row.KnownTo}")));

    private static string Named(ListedStream row) => string.Create(CultureInfo.InvariantCulture,
        $"listing of {row.Stream}: city `{row.Listing.City}`, campaign `{row.Listing.Campaign}`, status "
        + $"`{row.Listing.Status}`, cluster `{row.Listing.Cluster}`, rank {row.Listing.Rank}, days "
        + $"{row.Listing.Several?.First:yyyy-MM-dd}..{row.Listing.Several?.Last:yyyy-MM-dd}, due "
        + $"{row.Listing.DueOn:yyyy-MM-dd} as known from {row.KnownFrom}");
}
