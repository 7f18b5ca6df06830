using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Folder;
using Xunit;

namespace ClusterEvents.Verifier.Tests;

/// <summary>
/// A sealed history of a few hundred events, made without the service, and the folder that exports it.
/// </summary>
internal sealed class History : ITileReader
{
    private const string Salt = "AAECAwQFBgcICQoLDA0ODw==";

    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Event, byte[] Entry, Openings Openings)> _events = [];
    private readonly List<(long Size, string Note)> _checkpoints = [];

    public NoteSigner Signer { get; private set; } = NoteSigner.Generate("log.example/history");

    public List<NoteVerifier> Keys { get; } = [];

    public long Size => _events.Count;

    /// <summary>600 events with a person, an erasure, corrections and two keys.</summary>
    /// <param name="place">Where flowers 300 were offered.</param>
    /// <param name="erasure">When the erasure of Trần Thị B is on record: <c>after</c> the remarks, <c>before</c> them,
    /// or <c>never</c>.</param>
    public static History Honest(string place = "Nhà tưởng niệm", string erasure = "after")
    {
        var history = new History();
        history.Keys.Add(history.Signer.Verifier);
        for (var i = 0; i < 590; i++) history.Flowers(i, i == 300 ? place : "Nhà tưởng niệm");
        history.Sign();
        history.Remarks("Nguyễn Văn A", erased: false);
        if (erasure == "before") history.Erasure(ActivityId($"remarks-{history.Size + 1}"));
        history.Remarks("Trần Thị B", erased: true);
        if (erasure == "after") history.Erasure(ActivityId($"remarks-{history.Size - 1}"));
        var (moved, retracted) = (ActivityId("flowers-5"), ActivityId("flowers-6"));
        history.Add("entry-corrected", "c1",
            $$"""
            {
              "targetEventId":"{{moved}}","reason":"x",
              "changes":[{"field":"cityIds","old":["can-tho"],"new":["da-nang"]}]
            }
            """);
        history.Add("entry-retracted", "c2", $$"""{"targetEventId":"{{retracted}}","reason":"x"}""");
        history.Sign();
        history.Signer = NoteSigner.Generate(history.Signer.Name);
        history.Keys.Add(history.Signer.Verifier);
        history.Add("entry-reinstated", "c3", $$"""{"targetEventId":"{{retracted}}","reason":"x"}""");
        history.Flowers(590, "Nhà tưởng niệm");
        history.Sign();
        return history;
    }

    public static Guid ActivityId(string id)
    {
        // As the service makes it: a UUID of version 5.
        Span<byte> space = stackalloc byte[16];
        new Guid("6f1d5c0e-8a54-5b0e-9c3a-2f0f4f9a7d21").TryWriteBytes(space, bigEndian: true, out _);
#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 for version 5.
        var hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes($"/tests\n{id}")]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancel) => new(Hashes(tile));

    /// <summary>Writes an event, its opening and its receipt beside each other, as the service answers them.</summary>
    /// <returns>The three files.</returns>
    public async Task<(string Event, string Opening, string Receipt)> ProveAsync(
        int index, string folder, CancellationToken cancel)
    {
        Assert.True(SignedNote.TryParse(_checkpoints[^1].Note, out var note));
        var receipt = new Receipt(index, await Proofs.InclusionAsync(this, index, Size, cancel), note);
        var (json, _, openings) = _events[index];
        return (Write("event.json", json), Write("opening.json", JsonSerializer.Serialize(
                new { salts = openings.Salts, erased = openings.Erased }, Readable)),
            Write("receipt.txt", receipt.ToString()));

        string Write(string name, string text)
        {
            var file = Path.Combine(folder, $"{index}-{name}");
            File.WriteAllText(file, text);
            return file;
        }
    }

    /// <summary>Writes the folder as `audit export` does.</summary>
    public string Export(string folder)
    {
        var files = new Dictionary<string, string>();
        void Write(string name, ReadOnlySpan<byte> bytes)
        {
            var file = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
            if (!name.StartsWith("tile/", StringComparison.Ordinal))
                files[name] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        }

        void WriteText(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));
        foreach (var (size, note) in _checkpoints) WriteText($"checkpoints/{size:D20}", note);
        WriteText("checkpoint", _checkpoints[^1].Note);
        WriteText("keys", string.Concat(Keys.Select(key => key.Key + "\n")));
        WriteText("events.ndjson", string.Concat(_events.Select(one => one.Event + "\n")));
        WriteText("openings.ndjson", string.Concat(_events.Index()
            .Where(one => one.Item.Openings.Salts.Count + one.Item.Openings.Erased.Count > 0)
            .Select(one => JsonSerializer.Serialize(
                new { index = one.Index, salts = one.Item.Openings.Salts, erased = one.Item.Openings.Erased },
                Readable) + "\n")));
        foreach (var tile in Tile.Of(Size)) Write(tile.Path, Hashes(tile));
        foreach (var tile in EntryTile.Of(Size)) Write(tile.Path, Bundle(tile));
        WriteText("timelines.ndjson", Timelines());
        var newest = Signed.Read(_checkpoints[^1].Note, Keys).Checkpoint!;
        File.WriteAllText(Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(
            new Manifest(Manifest.Known, newest.Origin, newest.Size, newest.Root.ToBase64(), files),
            JsonSerializerOptions.Web));
        return folder;
    }

    private void Flowers(int i, string place) => Add("flowers-offered", $"flowers-{i}",
        $$"""
        {
          "occurredOn":"2022-07-29","place":"{{place}}","cityIds":["{{(i % 2 == 0 ? "da-nang" : "can-tho")}}"],
          "campaignIds":["vi-an-ninh"]
        }
        """);

    private void Remarks(string name, bool erased)
    {
        var json = $$"""{"person":{"name":"{{name}}"},"cityIds":["can-tho"]}""";
        var (salts, commitments) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        if (erased) commitments["/person/name"] = Commitment.Of(Convert.FromBase64String(Salt), name);
        else salts["/person/name"] = Salt;
        Add("remarks-delivered", $"remarks-{Size}",
            erased ? json.Replace(name, "[erased]", StringComparison.Ordinal) : json, new(salts, commitments));
    }

    private void Erasure(Guid target) => Add("personal-fields-erased", "e1",
        $$"""{"targetEventId":"{{target}}","legalBasis":"x","requestedBy":"x","reason":"x"}""");

    private void Add(string kind, string id, string data, Openings? openings = null)
    {
        var @event = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = "/tests",
            ["type"] = $"clusterevents.{kind}.v1",
            ["sequence"] = (Size + 1).ToString("D20", null),
            ["data"] = JsonNode.Parse(data),
        };
        openings ??= Openings.None;
        _events.Add((@event.ToJsonString(Readable),
            ActivityLeaf.Of(JsonSerializer.SerializeToElement(@event), openings), openings));
    }

    private void Sign()
    {
        var tree = new MerkleTree();
        foreach (var (_, entry, _) in _events) tree.Append(TreeHash.OfLeaf(entry));
        var text = new Checkpoint(Signer.Name, Size, tree.Root()).Text;
        _checkpoints.Add((Size, $"{text}\n{Signer.Sign(text)}"));
    }

    private byte[] Hashes(Tile tile)
    {
        var span = (int)Math.Pow(Tile.Full, tile.Level);
        return [.. Enumerable.Range(0, tile.Width).SelectMany(i =>
        {
            var tree = new MerkleTree();
            foreach (var (_, entry, _) in _events.Skip((int)((tile.Index * Tile.Full) + i) * span).Take(span))
                tree.Append(TreeHash.OfLeaf(entry));
            return tree.Root().ToArray();
        })];
    }

    private ReadOnlySpan<byte> Bundle(EntryTile tile)
    {
        var bundle = new ArrayBufferWriter<byte>();
        foreach (var (_, entry, _) in _events.Skip((int)tile.Index * Tile.Full).Take(tile.Width))
            EntryBundle.Write(bundle, entry);
        return bundle.WrittenSpan;
    }

    /// <summary>What each timeline holds, counted here by hand: 295 and 296 flowers, one of which moved.</summary>
    private string Timelines()
    {
        var states = new Dictionary<string, (long Position, long Entries, TreeHash State)>();
        void Touch(string timeline, int index, int entries)
        {
            var before = states.GetValueOrDefault(timeline, (0, 0, TimelineState.Empty));
            states[timeline] = (index + 1, before.Entries + entries,
                TimelineState.Next(before.State, TreeHash.OfLeaf(_events[index].Entry)));
        }

        for (var i = 0; i < _events.Count; i++)
        {
            var json = JsonNode.Parse(_events[i].Event)!;
            switch ((string)json["id"]!)
            {
                case "c1":
                    Touch("city/can-tho", i, -1);
                    Touch("city/da-nang", i, 1);
                    Touch("campaign/vi-an-ninh", i, 0);
                    break;
                case "e1":
                    Touch("city/can-tho", i, 0);
                    break;
                case "c2" or "c3":
                    Touch("city/da-nang", i, (string)json["id"]! == "c2" ? -1 : 1);
                    Touch("campaign/vi-an-ninh", i, (string)json["id"]! == "c2" ? -1 : 1);
                    break;
                default:
                    Touch($"city/{(string)json["data"]!["cityIds"]![0]!}", i, 1);
                    if (json["data"]!["campaignIds"] is not null) Touch("campaign/vi-an-ninh", i, 1);
                    break;
            }
        }

        return string.Concat(states.Select(state => JsonSerializer.Serialize(new
        {
            timeline = state.Key,
            position = state.Value.Position,
            entries = state.Value.Entries,
            state = state.Value.State.ToString(),
        }) + "\n"));
    }
}
