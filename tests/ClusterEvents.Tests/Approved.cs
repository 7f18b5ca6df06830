using Xunit;

namespace ClusterEvents.Tests;

/// <summary>Files with what was approved: a difference is a decision.</summary>
internal static class Approved
{
    /// <summary>
    /// Requires that a text is as approved. What was received lies beside the tests, to be compared with the approved
    /// file, or to take its place.
    /// </summary>
    /// <param name="received">The text.</param>
    /// <param name="path">The approved file, relative to the repository.</param>
    public static async Task CompareAsync(string received, string path)
    {
        var name = Path.GetFileName(path);
        var receivedFile = Path.Combine(
            AppContext.BaseDirectory, name.Replace(".approved.", ".received.", StringComparison.Ordinal));
        await File.WriteAllTextAsync(receivedFile, received, TestApp.Cancel);
        Assert.True(received == await File.ReadAllTextAsync(Repository.File(path), TestApp.Cancel),
            $"This differs from {name}, which is a decision. Compare it with {receivedFile}.");
    }
}
