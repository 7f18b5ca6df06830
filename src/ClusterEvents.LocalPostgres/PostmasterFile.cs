using System.Globalization;

namespace ClusterEvents.LocalPostgres;

/// <summary>
/// The content of postmaster.pid, in which PostgreSQL describes its main process, the postmaster. The file outlives a
/// killed postmaster, so the process may not be running.
/// </summary>
/// <param name="ProcessId">The postmaster's process id; 0 if the file is incomplete.</param>
/// <param name="Port">The TCP port it listens on.</param>
/// <param name="Status">"starting", "ready", "stopping" or "standby"; empty at first.</param>
internal sealed record PostmasterFile(int ProcessId, int Port, string Status)
{
    private const int ProcessIdLine = 0;
    private const int PortLine = 3;
    private const int StatusLine = 7;

    // Greater than any process id of a supported system.
    private const int NobodysProcessId = int.MaxValue;

    /// <summary>Whether the file contains a process id.</summary>
    public bool IsComplete => ProcessId > 0;

    /// <summary>Whether the postmaster reported that it is stopping.</summary>
    public bool IsStopping => Status == "stopping";

    /// <summary>The file's path in PostgreSQL's data directory.</summary>
    public static string PathIn(string serverFolder) => Path.Combine(serverFolder, "postmaster.pid");

    /// <summary>Reads the file; null if it does not exist.</summary>
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
    /// Replaces the process id, which may have been reused by another process, with an unused one; PostgreSQL would
    /// otherwise refuse to start. The rest stays, because PostgreSQL uses the shared memory key in it to detect child
    /// processes of the killed postmaster.
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
