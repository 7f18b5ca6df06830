using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Clients;
using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Log;

namespace ClusterEvents.Faults.Checks;

/// <summary>
/// The log contains every event once and in order, is consistent with every checkpoint ever seen, and every receipt is
/// valid.
/// </summary>
internal static class LogCheck
{
    public static async Task<string> RunAsync(Evidence evidence, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = evidence.Service };
        NoteVerifier[] keys = [.. (await http.GetStringAsync("/log/keys", cancel))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => NoteVerifier.TryParse(text, out var key) ? key : throw new InvalidDataException(text))];
        var tiles = new HttpTiles(http, "/log");
        var newest = Read(await tiles.CheckpointAsync(cancel), keys);
        if (newest.Root != await Proofs.RootAsync(tiles, newest.Size, cancel))
            evidence.Journal.Violation("the newest checkpoint stands for the log", $"{newest.Size}");
        foreach (var note in evidence.Observations.Checkpoints.Keys)
        {
            var old = Read(note, keys);
            if (old.Size > newest.Size || !Proofs.VerifyConsistency(old.Size, old.Root, newest.Size, newest.Root,
                await Proofs.ConsistencyAsync(tiles, old.Size, newest.Size, cancel)))
                evidence.Journal.Violation(
                    "the log is consistent with every checkpoint ever seen", $"{old.Size}: {note}");
        }

        var entries = await EntriesAsync(http, newest.Size, cancel);
        var positions = entries.Select(entry => entry.Position).ToArray();
        if (!positions.SequenceEqual(evidence.Events.Select(@event => @event.Position)))
            evidence.Journal.Violation("the log holds each event once and in order",
                $"{positions.Length} entries of which {positions.Distinct().Count()} differ, "
                + $"{evidence.Events.Count} events");
        var receipts = CheckReceipts(evidence, entries, keys);
        return $"{newest.Size} leaves, {evidence.Observations.Checkpoints.Count} checkpoints, {receipts} receipts";
    }

    private static int CheckReceipts(
        Evidence evidence, List<(long Position, byte[] Entry)> entries, NoteVerifier[] keys)
    {
        var byPosition = entries.DistinctBy(entry => entry.Position)
            .ToDictionary(entry => entry.Position, entry => entry.Entry);
        Recorded[] kept = [.. evidence.Observations.AllSubmissions.SelectMany(submission => submission.Items)
            .Where(item => item.Recorded?.Receipt is not null).Select(item => item.Recorded!)];
        foreach (var recorded in kept)
        {
            var fault = !byPosition.TryGetValue(recorded.Position, out var entry) ? "its entry is not in the log"
                : !Receipt.TryParse(recorded.Receipt!, out var receipt) ? "it is no receipt"
                : receipt.Fault(TreeHash.OfLeaf(entry), keys);
            if (fault is not null) evidence.Journal.Violation("a receipt holds", $"{recorded.ActivityId}: {fault}");
        }

        return kept.Length;
    }

    private static async Task<List<(long Position, byte[] Entry)>> EntriesAsync(
        HttpClient http, long size, CancellationToken cancel)
    {
        var entries = new List<(long, byte[])>();
        foreach (var tile in EntryTile.Of(size))
            foreach (var entry in EntryBundle.Read(await http.GetByteArrayAsync($"/log/{tile.Path}", cancel)))
                entries.Add((long.Parse((string)JsonNode.Parse(entry.Span)!["sequence"]!, CultureInfo.InvariantCulture),
                    entry.ToArray()));
        return entries;
    }

    private static Checkpoint Read(string note, NoteVerifier[] keys) =>
        SignedNote.TryParse(note, out var signed) && signed.SignedBy(keys).Count == 1
        && Checkpoint.TryParse(signed.Text, out var checkpoint) ? checkpoint : throw new InvalidDataException(note);
}
