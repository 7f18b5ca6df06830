using System.Globalization;

namespace ClusterEvents.LocalPostgres;

/// <summary>
/// What PostgreSQL writes about its main process, the postmaster, into postmaster.pid. The file outlives a killed
/// postmaster, so it says what was running, not what is.
/// </summary>
/// <param name="ProcessId">The postmaster's process id; 0 when the file is not completely written.</param>
/// <param name="Port">The TCP port it listens on.</param>
/// <param name="Status">"starting", "ready", "stopping" or "standby"; empty very early.</param>
internal sealed record PostmasterFile(int ProcessId, int Port, string Status)
{
    private const int ProcessIdLine = 0;
    private const int PortLine = 3;
    private const int StatusLine = 7;

    // Above what any supported system gives out.
    private const int NobodysProcessId = int.MaxValue;

    /// <summary>True when the file names a process.</summary>
    public bool IsComplete => ProcessId > 0;

    /// <summary>True when the postmaster said that it is on its way out.</summary>
    public bool IsStopping => Status == "stopping";

    /// <summary>The file's path in PostgreSQL's data directory.</summary>
    public static string PathIn(string serverFolder) => Path.Combine(serverFolder, "postmaster.pid");

    /// <summary>Reads the file; null when there is none.</summary>
    public static PostmasterFile? Read(string serverFolder)
    {
        try
        {
            var options = new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete };
            using var reader = new StreamReader(PathIn(serverFolder), options);
            return Parse(reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Replaces the process id, which by now belongs to some other process, by one that nobody has. PostgreSQL would
    /// otherwise refuse to start. The rest stays, because from the shared memory key in it PostgreSQL sees whether a
    /// child of the killed postmaster is still at work.
    /// </summary>
    public static void Disown(string serverFolder)
    {
        var path = PathIn(serverFolder);
        var lines = File.ReadAllLines(path);
        lines[ProcessIdLine] = NobodysProcessId.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }

    private static PostmasterFile Parse(string[] lines) => new(
        Number(lines.ElementAtOrDefault(ProcessIdLine)),
        Number(lines.ElementAtOrDefault(PortLine)),
        lines.ElementAtOrDefault(StatusLine) ?? "");

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
