using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Verifier.Tests;

/// <summary>No file of any content ends a command in another way than with a report or a sentence.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int LongestTold = 1_000;

    private static readonly History Honest = History.Honest();

    private readonly string _folder = Directory.CreateTempSubdirectory("clusterevents-damaged-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What stands in a file, or in a line of it, in place of what should.</summary>
    private static IEnumerable<byte[]> Damages(byte[] whole)
    {
        yield return whole[..(whole.Length / 2)];
        yield return [.. whole, .. whole];
        yield return [0, 255, 254, 10, 10, 200, 13, 10];
        foreach (var text in new[]
        {
            "", "\n", "[", "[]", "null", "1", "\"text\"", "{}", """{"data":{}}""", """{"salts":{"":"","":""}}""",
            """{"id":"\ud800","source":"\ud800","type":"\ud800","data":{"\ud800":"\ud800"}}""",
            "c2sp.org/tlog-proof@v1\nindex 0\n\n", "old\n0\n\n\n\u2014 a b\n", new string('[', 10_000),
        })
            yield return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>A JSON object with each of its values in turn of another type, twice, or taken out.</summary>
    private static IEnumerable<string> Misshapen(string json)
    {
        var paths = Paths(JsonNode.Parse(json), []).Where(path => path.Length > 0).ToList();
        foreach (var path in paths)
        {
            foreach (var value in new[]
                { "null", "1.5", "9223372036854775808", "[[]]", "\"\\ud800\"", "\"9999-99-99\"" })
                // As text: half a character is written by no library.
                yield return With(json, path, owner => Set(owner, path[^1], "@@"))
                    .Replace("\"@@\"", value, StringComparison.Ordinal);
            yield return With(json, path, owner => (owner as JsonObject)?.Remove(path[^1]));
        }

        yield return json.Insert(1, "\"type\":\"clusterevents.city-registered.v1\",");
    }

    private static IEnumerable<string[]> Paths(JsonNode? node, string[] at) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Paths(field.Value, [.. at, field.Key])).Prepend(at),
        JsonArray list => list.Index().SelectMany(one => Paths(one.Item, [.. at, $"{one.Index}"])).Prepend(at),
        _ => [at],
    };

    private static string With(string json, string[] path, Action<JsonNode> change)
    {
        var whole = JsonNode.Parse(json)!;
        change(path[..^1].Aggregate(whole,
            (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!));
        return whole.ToJsonString();
    }

    private static void Set(JsonNode owner, string step, JsonNode? value)
    {
        if (owner is JsonArray list) list[int.Parse(step, null)] = value;
        else owner[step] = value;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("events.ndjson")]
    [InlineData("openings.ndjson")]
    [InlineData("timelines.ndjson")]
    [InlineData("keys")]
    [InlineData("checkpoint")]
    [InlineData("checkpoints/00000000000000000590")]
    [InlineData("tile/0/002.p/85")]
    [InlineData("tile/entries/002.p/85")]
    public async Task A_file_of_a_folder(string file)
    {
        Honest.Export(_folder);
        await EachAsync(file, Damages);
    }

    [Theory]
    [InlineData("manifest.json", 0)]
    [InlineData("events.ndjson", 5)]
    [InlineData("events.ndjson", 590)]
    [InlineData("events.ndjson", 592)]
    [InlineData("openings.ndjson", 0)]
    [InlineData("timelines.ndjson", 0)]
    public async Task A_line_of_a_folder(string file, int line)
    {
        Honest.Export(_folder);
        await EachAsync(file, whole =>
        {
            var lines = Encoding.UTF8.GetString(whole).Split('\n');
            return Misshapen(lines[line])
                .Concat(Damages(Encoding.UTF8.GetBytes(lines[line])).Select(Encoding.UTF8.GetString))
                .Select(text => string.Join('\n', [.. lines[..line], text, .. lines[(line + 1)..]]))
                .Select(Encoding.UTF8.GetBytes);
        }, line);
    }

    private async Task EachAsync(string file, Func<byte[], IEnumerable<byte[]>> damages, int line = 0)
    {
        var path = Path.Combine(_folder, file);
        foreach (var damage in damages(await File.ReadAllBytesAsync(path, Cancel)))
        {
            await File.WriteAllBytesAsync(path, damage, Cancel);
            var told = damage.AsMemory()[IndexOfLine(damage, line)..];
            await EndsAsync(told, "folder", _folder);
            if (file == "events.ndjson") await EndsAsync(told, "timeline", _folder, "city/can-tho");
        }
    }

    private static int IndexOfLine(byte[] text, int line)
    {
        var at = 0;
        for (; line > 0; line--) at += text.AsSpan(at).IndexOf((byte)'\n') + 1;
        return at;
    }

    [Theory]
    [InlineData("receipt")]
    [InlineData("--event")]
    [InlineData("--opening")]
    [InlineData("--erasure")]
    [InlineData("--erasure-receipt")]
    [InlineData("--erasure-opening")]
    [InlineData("--key")]
    public async Task A_file_of_a_receipt(string which)
    {
        var proven = await Honest.ProveAsync(591, _folder, Cancel);
        var erasure = await Honest.ProveAsync(592, _folder, Cancel);
        var key = Path.Combine(_folder, "key");
        await File.WriteAllTextAsync(key, Honest.Signer.Verifier.Key, Cancel);
        string[] command =
        [
            "receipt", proven.Receipt, "--event", proven.Event, "--opening", proven.Opening, "--erasure", erasure.Event,
            "--erasure-receipt", erasure.Receipt, "--erasure-opening", erasure.Opening, "--key", key,
        ];
        Assert.Equal(0, await Program.Main(command));

        var file = command[Array.IndexOf(command, which) + 1];
        var whole = await File.ReadAllBytesAsync(file, Cancel);
        var text = Encoding.UTF8.GetString(whole);
        foreach (var damage in Damages(whole)
            .Concat(text.StartsWith('{') ? Misshapen(text).Select(Encoding.UTF8.GetBytes) : []))
        {
            await File.WriteAllBytesAsync(file, damage, Cancel);
            await EndsAsync(damage, command);
        }
    }

    [Fact]
    public async Task The_key_of_a_witness_and_the_checkpoint_that_was_seen()
    {
        var file = Path.Combine(_folder, "file");
        foreach (var damage in Damages(Encoding.UTF8.GetBytes(Honest.Signer.PrivateKey)))
        {
            await File.WriteAllBytesAsync(file, damage, Cancel);
            await EndsAsync(damage, "witness-key", "--name", "witness.example/can-tho", "--key-file", file);
            await EndsAsync(damage, "witness", "--name", "witness.example/can-tho", "--key-file", file,
                "--state", _folder, "--log", file);
            await EndsAsync(damage, "log", "--url", "http://127.0.0.1:9/log", "--key", file, "--state", file);
        }
    }

    private static async Task EndsAsync(ReadOnlyMemory<byte> damage, params string[] command)
    {
        try
        {
            Assert.InRange(await Program.Main(command), 0, 2);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.IAssertionException)
        {
            var told = Encoding.UTF8.GetString(damage.Span[..Math.Min(damage.Length, LongestTold)]);
            Assert.Fail($"{string.Join(' ', command)} on {told}:\n{exception}");
        }
    }
}
