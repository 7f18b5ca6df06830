using System.Text.RegularExpressions;

namespace ClusterEvents.Tests;

/// <summary>The sources that the tests were built from.</summary>
internal static partial class Repository
{
    /// <summary>The full path of a file or folder in it.</summary>
    public static string File(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "ClusterEvents.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, path);
    }

    /// <summary>
    /// The files under a folder, named from the root of the repository, without what is built or generated.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="patterns">Which files; code and components if none is named.</param>
    public static IEnumerable<(string Name, string[] Lines)> Sources(string path, params string[] patterns)
    {
        var root = File(".");
        return (patterns is [] ? ["*.cs", "*.razor"] : patterns)
            .SelectMany(pattern => Directory.EnumerateFiles(File(path), pattern, SearchOption.AllDirectories))
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(file => !Built().IsMatch(file.Name))
            .Select(file => (file.Name, System.IO.File.ReadAllLines(file.File)));
    }

    [GeneratedRegex(@"/(obj|bin|Internal)/")]
    private static partial Regex Built();
}
