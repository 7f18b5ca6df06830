namespace ClusterEvents.Tests.Recording.Shapes;

/// <summary>The approved file: an example of every stored shape.</summary>
internal static class ApprovedShapes
{
    private const string Path = "tests/ClusterEvents.Tests/Recording/Shapes/events.approved.txt";

    /// <summary>The examples by their stored names, in the order of the file.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        var blocks = (await File.ReadAllTextAsync(Repository.File(Path), TestApp.Cancel)).TrimEnd().Split("\n\n");
        return new OrderedDictionary<string, string>(blocks.Select(block => block.Split('\n', 2))
            .Select(block => KeyValuePair.Create(block[0], block[1])));
    }

    public static Task CompareAsync(string received) => Approved.CompareAsync(received, Path);
}
