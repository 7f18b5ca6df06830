namespace ClusterEvents.Recording;

/// <summary>
/// Where a command prints data as bytes: the standard output of the process, or what takes its place for a caller that
/// runs commands inside its own process.
/// </summary>
public static class StandardOutput
{
    private static readonly AsyncLocal<Stream?> s_inItsPlace = new();

    /// <summary>Whether a person reads it, rather than a file or another program.</summary>
    public static bool IsScreen => s_inItsPlace.Value is null && !Console.IsOutputRedirected;

    /// <summary>Opens it; who writes to it closes it.</summary>
    public static Stream Open() => s_inItsPlace.Value ?? Console.OpenStandardOutput();

    /// <summary>Has what the current asynchronous flow starts print elsewhere.</summary>
    public static void Replace(Stream output) => s_inItsPlace.Value = output;
}
