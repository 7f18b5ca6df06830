namespace ClusterEvents.Tests;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The full path of a file or folder in it.</summary>
    public static string File(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "ClusterEvents.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, path);
    }
}
