using System.Runtime.CompilerServices;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>The approved file: an example of every stored shape.</summary>
internal static class ApprovedShapes
{
    /// <summary>The examples by their stored names, in the order of the file.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        var blocks = (await File.ReadAllTextAsync(PathOf(), TestApp.Cancel)).TrimEnd().Split("\n\n");
        return new OrderedDictionary<string, string>(blocks.Select(block => block.Split('\n', 2))
            .Select(block => KeyValuePair.Create(block[0], block[1])));
    }

    /// <summary>Requires that the shapes are as approved; writes the received ones beside the program.</summary>
    public static async Task CompareAsync(string received)
    {
        var receivedFile = Path.Combine(AppContext.BaseDirectory, "events.received.txt");
        await File.WriteAllTextAsync(receivedFile, received, TestApp.Cancel);
        Assert.True(received == await File.ReadAllTextAsync(PathOf(), TestApp.Cancel),
            $"This differs from events.approved.txt, which is a decision. Compare it with {receivedFile}.");
    }

    private static string PathOf([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "events.approved.txt");
}
