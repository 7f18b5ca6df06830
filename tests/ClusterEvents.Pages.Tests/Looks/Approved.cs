using ClusterEvents.Tests;

namespace ClusterEvents.Pages.Tests.Looks;

/// <summary>The approved pictures, beside the tests in the source.</summary>
internal static class Approved
{
    /// <summary>The environment variable that makes the tests write what they see as approved.</summary>
    public const string Setting = "APPROVE_LOOKS";

    public static bool IsBeingWritten => Environment.GetEnvironmentVariable(Setting) == "1";

    private static string Folder => Repository.File("tests/ClusterEvents.Pages.Tests/Looks/approved");

    public static Picture Read(string name) =>
        new(File.ReadAllBytes(Png(Folder, name)), new(File.ReadAllLines(Places(Folder, name))));

    public static void Write(string name, Picture picture) => Write(Folder, name, picture);

    /// <summary>Keeps a picture that is not as approved, and what differs.</summary>
    /// <returns>The folder.</returns>
    public static string Refuse(string name, Picture picture, byte[]? difference)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "looks");
        Write(folder, name, picture);
        if (difference is { Length: > 0 }) File.WriteAllBytes(Png(folder, $"{name}-difference"), difference);
        return folder;
    }

    /// <summary>The approved specimen of letters; null before the first approval.</summary>
    public static byte[]? Specimen =>
        File.Exists(Png(Folder, "specimen")) ? File.ReadAllBytes(Png(Folder, "specimen")) : null;

    public static void WriteSpecimen(byte[] png)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Png(Folder, "specimen"), png);
    }

    private static void Write(string folder, string name, Picture picture)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Png(folder, name), picture.Png);
        File.WriteAllLines(Places(folder, name), picture.Layout.Parts);
    }

    private static string Png(string folder, string name) => Path.Combine(folder, $"{name}.png");

    private static string Places(string folder, string name) => Path.Combine(folder, $"{name}.txt");
}
