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
        var report = await CheckAsync(Honest.Keys);

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

        Found(await CheckExportedAsync(Honest.Keys), code, named);
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

        Found(await CheckExportedAsync(Honest.Keys), code, named);
    }

    [Theory]
    [InlineData("never")]
    [InlineData("before")]
    public async Task What_is_hidden_needs_an_erasure_after_its_event(string erasure)
    {
        var history = History.Honest(erasure: erasure);
        history.Export(_folder);

        Found(await CheckExportedAsync(history.Keys), "erased-without-record", "1 field is hidden in it");
    }

    [Fact]
    public async Task How_much_is_hidden_is_said_with_the_erasure_that_hid_it() => Assert.Contains(
        (await CheckAsync(Honest.Keys)).Notes, note =>
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

        Found(await CheckExportedAsync(Honest.Keys), "event-altered", "`/place` is not personal");
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
        Found(await CheckExportedAsync(Honest.Keys), "event-altered", "`/person/name` has neither a salt nor a mark");
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

    [Fact]
    public async Task Lines_that_were_taken_out_added_or_swapped_are_named()
    {
        Honest.Export(_folder);
        var file = Path.Combine(_folder, "events.ndjson");
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(file, lines.Where((_, i) => i != 100), TestContext.Current.CancellationToken);
        Found(await CheckExportedAsync(Honest.Keys), "event-missing", "line 597");
        await File.WriteAllLinesAsync(file, lines.Append(lines[^1]), TestContext.Current.CancellationToken);
        Found(await CheckExportedAsync(Honest.Keys), "event-superfluous", "line 598");
        (lines[10], lines[11]) = (lines[11], lines[10]);
        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
        Found(await CheckExportedAsync(Honest.Keys), "event-order", "line 12");
    }

    [Fact]
    public async Task Files_that_are_missing_or_too_many_are_named()
    {
        Honest.Export(_folder);
        File.Delete(Path.Combine(_folder, "tile/0/001"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "tile/0/009"), "", TestContext.Current.CancellationToken);
        var report = await CheckExportedAsync(Honest.Keys);
        Found(report, "file-missing", "tile/0/001");
        Found(report, "file-superfluous", "tile/0/009");
        File.Delete(Path.Combine(_folder, "tile/entries/002.p/85"));
        report = await CheckExportedAsync(Honest.Keys);
        Found(report, "bundle-altered", "tile/entries/002.p/85: It holds 0 entries instead of 85");
        Found(report, "leaves-missing", "It stands for 597 leaves, and the folder has 512");
    }

    [Fact]
    public async Task A_history_that_was_rewritten_and_signed_by_somebody_else_agrees_with_itself_alone()
    {
        History.Honest(place: "Đền thờ").Export(_folder);

        Assert.Empty((await CheckExportedAsync([])).First);
        Found(await CheckExportedAsync(Honest.Keys), "checkpoint-altered", "No known key");
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

        Found(await CheckExportedAsync([.. other.Keys, .. Honest.Keys]),
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

    private async Task<Report> CheckAsync(IReadOnlyList<NoteVerifier> keys)
    {
        Honest.Export(_folder);
        return await CheckExportedAsync(keys);
    }

    private async Task<Report> CheckExportedAsync(IReadOnlyList<NoteVerifier> keys)
    {
        var report = new Report();
        await new FolderCheck(new(_folder), keys, report).RunAsync(TestContext.Current.CancellationToken);
        return report;
    }

    private static void Found(Report report, string code, string named) => Assert.Contains(report.First,
        finding => finding.Code == code
            && $"{finding.Where}: {finding.Detail}".Contains(named, StringComparison.Ordinal));
}
