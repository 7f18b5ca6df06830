namespace ClusterEvents.Recording.Commands;

/// <summary>
/// The standard output of a command, for data as bytes: that of the process, or a replacement for a caller that runs
/// commands inside its own process.
/// </summary>
public static class StandardOutput
{
    private static readonly AsyncLocal<Stream?> s_replacement = new();

    /// <summary>Whether it is a terminal, and neither a file nor a pipe.</summary>
    public static bool IsScreen => s_replacement.Value is null && !Console.IsOutputRedirected;

    /// <summary>Opens it; the caller closes it.</summary>
    public static Stream Open() => s_replacement.Value ?? Console.OpenStandardOutput();

    /// <summary>Redirects what the current asynchronous flow writes.</summary>
    public static void Replace(Stream output) => s_replacement.Value = output;
}
