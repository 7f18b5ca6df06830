using System.Runtime.CompilerServices;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>The approved files: an example of every stored shape, and how each is read.</summary>
internal static class ApprovedShapes
{
    /// <summary>The examples by their stored names, in the order of the file.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        var blocks = (await File.ReadAllTextAsync(PathOf("events"), TestApp.Cancel)).TrimEnd().Split("\n\n");
        return new OrderedDictionary<string, string>(blocks.Select(block => block.Split('\n', 2))
            .Select(block => KeyValuePair.Create(block[0], block[1])));
    }

    /// <summary>Requires that a file equals the approved one; writes the received one beside it.</summary>
    public static async Task CompareAsync(string received, string name)
    {
        var receivedFile = Path.Combine(AppContext.BaseDirectory, $"{name}.received.txt");
        await File.WriteAllTextAsync(receivedFile, received, TestApp.Cancel);
        Assert.True(received == await File.ReadAllTextAsync(PathOf(name), TestApp.Cancel),
            $"This differs from {name}.approved.txt, which is a decision. Compare it with {receivedFile}.");
    }

    private static string PathOf(string name, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, $"{name}.approved.txt");
}
