using System.Text;
using ClusterEvents.TransparencyLog;
using ClusterEvents.Verifier.Folder;
using Xunit;

namespace ClusterEvents.Verifier.Tests;

public sealed class FolderTests : IDisposable
{
    private static readonly History Honest = History.Honest();

    private readonly string _folder = Directory.CreateTempSubdirectory("clusterevents-verifier-").FullName;

    private static string[] KeyArguments => [.. Honest.Keys.SelectMany(key => new[] { "--key", key.Key })];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_honest_folder_is_clean()
    {
        var report = Check(Honest.Keys);

        Assert.Empty(report.First);
        Assert.Equal(0, await Program.Main(["folder", _folder, .. KeyArguments]));
        // All that `/log/keys` answers, as it is.
        Assert.True(Honest.Keys.Count > 1);
        Assert.Equal(0, await Program.Main(
            ["folder", _folder, "--key", string.Concat(Honest.Keys.Select(key => key.Key + "\n"))]));
        Assert.Equal(0, await Program.Main(["folder", _folder]));
        Assert.Equal(0, await Program.Main(["timeline", _folder, "city/can-tho"]));
    }

    [Theory]
    [InlineData("event-altered", "line 301", "events.ndjson", "\"id\":\"flowers-300\"", "\"id\":\"flowers-3OO\"")]
    [InlineData("event-altered", "/data/place was sealed as", "events.ndjson", "Nhà tưởng niệm", "Đền thờ")]
    [InlineData("event-altered", "/data/person/name", "events.ndjson", "Nguyễn Văn A", "Nguyễn Văn C")]
    [InlineData("event-altered", "`/person/name` was erased", "events.ndjson", "[erased]", "Lê Văn D")]
    [InlineData("event-altered", "/sequence", "events.ndjson", "00000000000000000301", "00000000000000000300")]
    [InlineData("event-order", "does not come after", "events.ndjson", "00000000000000000301", "00000000000000000300")]
    [InlineData("event-altered", "/data/person/name", "openings.ndjson", "AAECAwQF", "BAECAwQF")]
    [InlineData("event-altered", "is no commitment", "openings.ndjson", "sha256:", "sha256:0")]
    [InlineData("event-altered", "exactly 16 bytes", "openings.ndjson", "DA0ODw==", "DA0ODxAR")]
    [InlineData("event-altered", "`/person/name` has neither a salt nor a mark", "openings.ndjson",
        "\"salts\":{\"/person/name\":\"AAECAwQFBgcICQoLDA0ODw==\"}", "\"salts\":{}")]
    [InlineData("timeline-state", "city/can-tho", "timelines.ndjson", "\"entries\":296", "\"entries\":297")]
    [InlineData("timeline-state", "the folder says", "timelines.ndjson", "\"state\":\"", "\"state\":\"0")]
    [InlineData("timeline-state", "city/can-tho: The events make it", "timelines.ndjson",
        "city/can-tho", "city/can-the")]
    [InlineData("file-altered", "timelines.ndjson", "timelines.ndjson", "\"entries\":296", "\"entries\":297")]
    [InlineData("manifest-altered", "manifest.json", "manifest.json", "log.example/history", "log.example/other")]
    [InlineData("checkpoint-altered", "checkpoints/00000000000000000590", "checkpoints/00000000000000000590",
        "\n590\n", "\n591\n")]
    [InlineData("checkpoint-altered", "checkpoint", "checkpoint", "\n597\n", "\n598\n")]
    public async Task Altered_data_is_named(string code, string named, string file, string old, string @new)
    {
        Honest.Export(_folder);
        var path = Path.Combine(_folder, file);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(old, text, StringComparison.Ordinal);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            path, text[..at] + @new + text[(at + old.Length)..], TestContext.Current.CancellationToken);

        Found(CheckExported(Honest.Keys), code, named);
    }

    [Theory]
    [InlineData("tile-altered", "tile/0/000", "tile/0/000")]
    [InlineData("tile-altered", "tile/0/002.p/85", "tile/0/002.p/85")]
    [InlineData("tile-altered", "tile/1/000.p/2", "tile/1/000.p/2")]
    [InlineData("event-altered", "leaf 256", "tile/entries/001")]
    public async Task A_byte_of_a_tile_is_named(string code, string named, string file)
    {
        Honest.Export(_folder);
        var path = Path.Combine(_folder, file);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        Found(CheckExported(Honest.Keys), code, named);
    }

    [Theory]
    [InlineData("never")]
    [InlineData("before")]
    public void What_is_hidden_needs_an_erasure_after_its_event(string erasure)
    {
        var history = History.Honest(erasure: erasure);
        history.Export(_folder);

        Found(CheckExported(history.Keys), "erased-without-record", "1 field is hidden in it");
    }

    [Fact]
    public void How_much_is_hidden_is_said_with_the_erasure_that_hid_it() => Assert.Contains(
        Check(Honest.Keys).Notes, note =>
            note.StartsWith($"1 field is hidden by the erasure {History.ActivityId("e1")}", StringComparison.Ordinal));

    [Theory]
    [InlineData("sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("Nhà tưởng niệm")]
    public async Task A_field_that_is_not_personal_cannot_be_hidden(string commitment)
    {
        Honest.Export(_folder);
        await ReplaceFirstAsync("events.ndjson", "Nhà tưởng niệm", "[erased]");
        await ReplaceFirstAsync("openings.ndjson", "",
            $$$"""{"index":0,"salts":{},"erased":{"/place":"{{{commitment}}}"}}""" + "\n");

        Found(CheckExported(Honest.Keys), "event-altered", "`/place` is not personal");
    }

    [Fact]
    public async Task A_value_replaced_by_its_own_commitment_is_named()
    {
        Honest.Export(_folder);
        var openings = Path.Combine(_folder, "openings.ndjson");
        var salted = (await File.ReadAllLinesAsync(openings, TestContext.Current.CancellationToken))[0];
        Assert.Contains("\"salts\":{\"/person/name\"", salted, StringComparison.Ordinal);
        var commitment = Commitment.Of(Convert.FromBase64String("AAECAwQFBgcICQoLDA0ODw=="), "Nguyễn Văn A");
        await ReplaceFirstAsync("openings.ndjson", salted + "\n", "");
        await ReplaceFirstAsync("events.ndjson", "Nguyễn Văn A", commitment);

        // The leaf has the same bytes as before.
        Found(CheckExported(Honest.Keys), "event-altered", "`/person/name` has neither a salt nor a mark");
    }

    /// <summary>Replaces the first occurrence of a text in a file.</summary>
    private async Task ReplaceFirstAsync(string file, string old, string @new)
    {
        var path = Path.Combine(_folder, file);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            path, text[..at] + @new + text[(at + old.Length)..], TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(100, 1, "It has no line for the entry at position 101 (leaf 100).")]
    [InlineData(0, 1, "It has no line for the entry at position 1 (leaf 0).")]
    [InlineData(250, 20, "It has no lines for the 20 entries from position 251 (leaf 250) to 270 (leaf 269).")]
    [InlineData(592, 1, "It has no line for the entry at position 593 (leaf 592).")]
    [InlineData(596, 1, "It has no line for the entry at position 597 (leaf 596).")]
    [InlineData(0, 597, "It has no lines for the 597 entries from position 1 (leaf 0) to 597 (leaf 596).")]
    public async Task Lines_that_were_taken_out_are_told_alone(int from, int count, string told)
    {
        var lines = await ExportedLinesAsync();
        await WriteLinesAsync([.. lines[..from], .. lines[(from + count)..]]);

        var report = CheckExported(Honest.Keys);

        Assert.Equal(["file-altered", "event-missing"], report.First.Where(IsOfEvents).Select(finding => finding.Code));
        Found(report, "event-missing", $"events.ndjson: {told}");
    }

    [Fact]
    public async Task Lines_that_were_added_are_told_alone()
    {
        var lines = await ExportedLinesAsync();
        foreach (var (at, added) in new[]
        {
            (597, lines[^1]), (0, lines[^1].Replace("00000000000000000597", "00000000000000000900",
                StringComparison.Ordinal).Replace("flowers-590", "flowers-900", StringComparison.Ordinal)),
            (300, lines[10]),
        })
        {
            await WriteLinesAsync([.. lines[..at], added, .. lines[at..]]);
            var report = CheckExported(Honest.Keys);
            Assert.Equal(["file-altered", "event-superfluous"], report.First.Select(finding => finding.Code));
            Found(report, "event-superfluous", $"line {at + 1}");
        }
    }

    [Fact]
    public async Task Lines_that_were_swapped_are_told_by_their_order()
    {
        var lines = await ExportedLinesAsync();
        (lines[10], lines[11]) = (lines[11], lines[10]);
        await WriteLinesAsync(lines);

        var report = CheckExported(Honest.Keys);

        Found(report, "event-order", "line 12");
        Assert.DoesNotContain(report.First, finding => finding.Code is "event-altered" or "event-missing");
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_told_alone()
    {
        var lines = await ExportedLinesAsync();
        lines[10] = "{";
        await WriteLinesAsync(lines);

        var report = CheckExported(Honest.Keys);

        Assert.Equal(["file-altered", "event-altered"], report.First.Select(finding => finding.Code));
        Found(report, "event-altered", "line 11 (leaf 10): It cannot be read");
    }

    private Task<string[]> ExportedLinesAsync()
    {
        Honest.Export(_folder);
        return File.ReadAllLinesAsync(Path.Combine(_folder, "events.ndjson"), TestContext.Current.CancellationToken);
    }

    private Task WriteLinesAsync(string[] lines) => File.WriteAllLinesAsync(
        Path.Combine(_folder, "events.ndjson"), lines, TestContext.Current.CancellationToken);

    /// <summary>Without what follows from a missing event elsewhere: its hidden fields and its erasure.</summary>
    private static bool IsOfEvents(Finding finding) =>
        finding.Where.StartsWith("events.ndjson", StringComparison.Ordinal);

    [Fact]
    public async Task Files_that_are_missing_or_too_many_are_named()
    {
        Honest.Export(_folder);
        File.Delete(Path.Combine(_folder, "tile/0/001"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "tile/0/009"), "", TestContext.Current.CancellationToken);
        var report = CheckExported(Honest.Keys);
        Found(report, "file-missing", "tile/0/001");
        Found(report, "file-superfluous", "tile/0/009");
        File.Delete(Path.Combine(_folder, "tile/entries/002.p/85"));
        report = CheckExported(Honest.Keys);
        Found(report, "bundle-altered", "tile/entries/002.p/85: It holds 0 entries instead of 85");
        Found(report, "leaves-missing", "It stands for 597 leaves, and the folder has 512");
    }

    [Fact]
    public void A_history_that_was_rewritten_and_signed_by_somebody_else_agrees_with_itself_alone()
    {
        History.Honest(place: "Đền thờ").Export(_folder);

        Assert.Empty((CheckExported([])).First);
        Found(CheckExported(Honest.Keys), "checkpoint-altered", "No known key");
    }

    [Fact]
    public async Task A_history_that_was_rewritten_contradicts_the_checkpoints_that_it_kept()
    {
        Honest.Export(_folder);
        var kept = await File.ReadAllTextAsync(
            Path.Combine(_folder, "checkpoints/00000000000000000590"), TestContext.Current.CancellationToken);
        Directory.Delete(_folder, recursive: true);
        var other = History.Honest(place: "Đền thờ");
        other.Export(_folder);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "checkpoints/00000000000000000590"), kept, TestContext.Current.CancellationToken);

        Found(CheckExported([.. other.Keys, .. Honest.Keys]),
            "history-rewritten", "checkpoints/00000000000000000590");
    }

    [Fact]
    public async Task A_check_that_cannot_run_exits_with_2()
    {
        Assert.Equal(2, await Program.Main(["folder", _folder]));
        Assert.Equal(2, await Program.Main(["folder", "/nowhere"]));
        Assert.Equal(2, await Program.Main(["folder"]));
        Assert.Equal(2, await Program.Main(["nonsense"]));
        Honest.Export(_folder);
        Assert.Equal(2, await Program.Main(["folder", _folder, "--key", "nonsense"]));
        Assert.Equal(2, await Program.Main(["folder", _folder, "--key", ""]));
    }

    private Report Check(IReadOnlyList<NoteVerifier> keys)
    {
        Honest.Export(_folder);
        return CheckExported(keys);
    }

    private Report CheckExported(IReadOnlyList<NoteVerifier> keys)
    {
        var report = new Report();
        new FolderCheck(new(_folder), keys, report).Run(TestContext.Current.CancellationToken);
        return report;
    }

    private static void Found(Report report, string code, string named) => Assert.Contains(report.First,
        finding => finding.Code == code
            && $"{finding.Where}: {finding.Detail}".Contains(named, StringComparison.Ordinal));
}
