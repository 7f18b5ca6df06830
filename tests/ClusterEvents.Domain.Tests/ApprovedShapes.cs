using System.Runtime.CompilerServices;
using Xunit;

namespace ClusterEvents.Domain.Tests;

/// <summary>The golden files: an example of every shape that was ever stored, and how each reads.</summary>
internal static class ApprovedShapes
{
    /// <summary>
    /// The examples by their stored names, in the order of the file. It lies beside the test that records one of each
    /// in a store.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        var blocks = (await File.ReadAllTextAsync(
            PathOf("../ClusterEvents.Tests/Recording/Shapes/events.approved.txt"),
            TestContext.Current.CancellationToken))
            .TrimEnd().Split("\n\n");
        return new OrderedDictionary<string, string>(blocks.Select(block => block.Split('\n', 2))
            .Select(block => KeyValuePair.Create(block[0], block[1])));
    }

    /// <summary>
    /// Demands that the readings are as approved, and leaves what was received to be compared with them.
    /// </summary>
    public static async Task CompareReadingsAsync(string received)
    {
        var receivedFile = Path.Combine(AppContext.BaseDirectory, "readings.received.txt");
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(receivedFile, received, cancel);
        Assert.True(received == await File.ReadAllTextAsync(PathOf("readings.approved.txt"), cancel),
            $"This differs from readings.approved.txt, which is a decision. Compare it with {receivedFile}.");
    }

    private static string PathOf(string file, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, file);
}
