using System.Text;
using Xunit;

namespace ClusterEvents.Verifier.Tests;

/// <summary>A receipt proves its event, and what is no fault of the record is not told as one.</summary>
public sealed class ReceiptTests : IDisposable
{
    private static readonly History Honest = History.Honest();

    private readonly string _folder = Directory.CreateTempSubdirectory("clusterevents-receipt-").FullName;

    private static string Key => Honest.Signer.Verifier.Key;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(300)]
    [InlineData(590)]
    public async Task An_event_of_the_log_is_proven(int index)
    {
        var (@event, opening, receipt) = await Honest.ProveAsync(index, _folder, Cancel);

        Assert.Equal(0, await Program.Main(
            ["receipt", receipt, "--event", @event, "--opening", opening, "--key", Key]));
        await ReplaceAsync(@event, "cityIds", "cityIdx");
        Assert.Equal(1, await Program.Main(
            ["receipt", receipt, "--event", @event, "--opening", opening, "--key", Key]));
    }

    [Fact]
    public async Task Files_that_an_editor_on_Windows_wrote_are_the_same()
    {
        var (@event, opening, receipt) = await Honest.ProveAsync(590, _folder, Cancel);
        foreach (var file in new[] { @event, opening, receipt })
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).ReplaceLineEndings("\r\n"),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Cancel);

        Assert.Equal(0, await Program.Main(
            ["receipt", receipt, "--event", @event, "--opening", opening, "--key", Key]));
    }

    [Fact]
    public async Task A_forgotten_opening_is_no_finding()
    {
        var (@event, opening, receipt) = await Honest.ProveAsync(590, _folder, Cancel);
        Assert.Equal(2, await Program.Main(["receipt", receipt, "--event", @event, "--key", Key]));

        // One that lacks the field is.
        await File.WriteAllTextAsync(opening, """{"salts":{}}""", Cancel);
        Assert.Equal(1, await Program.Main(
            ["receipt", receipt, "--event", @event, "--opening", opening, "--key", Key]));
        // And another file is none.
        Assert.Equal(2, await Program.Main(
            ["receipt", receipt, "--event", @event, "--opening", @event, "--key", Key]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("{}\n{}")]
    [InlineData("""{"activityId":"a","kind":"FlowersOffered","data":{}}""")]
    public async Task What_is_no_event_is_said_to_be_none(string text)
    {
        var (@event, opening, receipt) = await Honest.ProveAsync(300, _folder, Cancel);
        await File.WriteAllTextAsync(@event, text, Cancel);

        Assert.Equal(2, await Program.Main(
            ["receipt", receipt, "--event", @event, "--opening", opening, "--key", Key]));
    }

    private static async Task ReplaceAsync(string file, string old, string @new)
    {
        var text = await File.ReadAllTextAsync(file, Cancel);
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(old, @new, StringComparison.Ordinal), Cancel);
    }
}
