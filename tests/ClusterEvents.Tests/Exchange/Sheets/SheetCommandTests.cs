using System.Text;
using Xunit;

namespace ClusterEvents.Tests.Exchange.Sheets;

/// <summary>The import of a spreadsheet from the command line.</summary>
public sealed class SheetCommandTests
{
    private const string Headers = "Việc;Ngày;Đơn vị;Loại\n";

    [Fact]
    public async Task A_sheet_is_tried_recorded_and_recognised()
    {
        var store = await Template.Seeded.CopyAsync();
        using var good = new SheetFileOf(".csv", Headers + "Hoạt động vì cộng đồng;1/2/2024;can tho;Một\n"
            + "Hoạt động vì cộng đồng;2/2/2024;can tho;Hai\n");
        using var bad = new SheetFileOf(".csv", Headers + "Hoạt động vì cộng đồng;31/2/2024;can tho;Ba\n");
        using var bare = new SheetFileOf(".csv", "Ngày;Đơn vị;Tưởng niệm, tri ân;Địa điểm;Đơn vị tham gia\n"
            + "3/2/2024;can tho;Các liệt sĩ;Nghĩa trang;can tho\n");

        var tried = await CommandRun.OfAsync(store, "import", good.Path, "--dry-run");
        var recorded = await CommandRun.OfAsync(store, "import", good.Path);
        var again = await CommandRun.OfAsync(store, "import", good.Path);
        var faulty = await CommandRun.OfAsync(store, "import", bad.Path);
        var unsaid = await CommandRun.OfAsync(store, "import", bare.Path);
        var said = await CommandRun.OfAsync(store, "import", bare.Path, "--kind", "FlowersOffered", "--dry-run");

        Assert.Equal((0, "2 would be recorded, 0 on record before; nothing was recorded\n"),
            (tried.ExitCode, tried.Output));
        Assert.Equal((0, "2 recorded, 0 on record before\n"), (recorded.ExitCode, recorded.Output));
        Assert.Equal((0, "0 recorded, 2 on record before\n"), (again.ExitCode, again.Output));
        Assert.Equal((1, "0 of 1 rows are good; nothing was recorded\n"), (faulty.ExitCode, faulty.Output));
        Assert.Contains($"{bad.Path}:B2: no-such-day: ", faulty.Errors, StringComparison.Ordinal);
        Assert.Equal(1, unsaid.ExitCode);
        Assert.Contains($"{bare.Path}: kind-missing: ", unsaid.Errors, StringComparison.Ordinal);
        Assert.Equal((0, "1 would be recorded, 0 on record before; nothing was recorded\n"),
            (said.ExitCode, said.Output));
    }

    [Fact]
    public async Task Lines_are_tried_without_recording_them()
    {
        var store = await Template.Seeded.CopyAsync();
        var export = await CommandRun.OfAsync(store, "export");
        using var file = new SheetFileOf(".ndjson", string.Join('\n', [.. export.Lines, "{ not json"]));
        var empty = await Template.Migrated.CopyAsync();

        var tried = await CommandRun.OfAsync(empty, "import", file.Path, "--dry-run");
        var beside = await CommandRun.OfAsync(store, "import", file.Path, "--dry-run");
        var nothing = await CommandRun.OfAsync(empty, "export");

        Assert.Equal((1, "22 would be recorded, 0 on record before, 1 refused; nothing was recorded\n"),
            (tried.ExitCode, tried.Output));
        Assert.Contains($"{file.Path}:23: malformed-json", tried.Errors, StringComparison.Ordinal);
        Assert.Equal((1, "0 would be recorded, 22 on record before, 1 refused; nothing was recorded\n"),
            (beside.ExitCode, beside.Output));
        Assert.Equal("", nothing.Output);
    }

    /// <summary>A file with a name of a kind, which is deleted afterwards.</summary>
    private sealed class SheetFileOf : IDisposable
    {
        public SheetFileOf(string extension, string text)
        {
            Path = System.IO.Path.Combine(
                System.IO.Path.GetTempPath(), $"{System.IO.Path.GetRandomFileName()}{extension}");
            File.WriteAllText(Path, text, new UTF8Encoding(false));
        }

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
