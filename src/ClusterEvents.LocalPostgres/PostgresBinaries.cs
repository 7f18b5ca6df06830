using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterEvents.LocalPostgres;

/// <summary>One PostgreSQL installation: the folder of its programs and its major version.</summary>
internal sealed partial record PostgresBinaries(string Folder, int MajorVersion)
{
    /// <summary>The oldest usable version.</summary>
    public const int OldestVersion = 15;

    private const string WaysOut =
        "There are three ways out: install PostgreSQL 15 or newer (for example: apt-get install postgresql); " +
        "or start everything in containers with: docker compose up; " +
        "or name a running server in the setting ConnectionStrings__ClusterEvents.";

    private static readonly string[] ProgramNames = ["postgres", "initdb", "pg_ctl"];

    /// <summary>The full path of one program of the installation, such as <c>pg_ctl</c>.</summary>
    public string Program(string name) => ProgramPath(Folder, name);

    /// <summary>
    /// All usable installations in order of preference: the search path, then the usual places, newest first.
    /// </summary>
    /// <exception cref="LocalPostgresException">There is none; the message lists the alternatives.</exception>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(
        IReadOnlyList<string>? folders, CancellationToken cancellation)
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in (folders ?? UsualFolders()).Select(RealFolder).OfType<string>().Distinct())
        {
            var version = await MajorVersionAsync(folder, cancellation);
            if (version is not null)
                found.Add(new PostgresBinaries(folder, version.Value));
        }

        var usable = found.Where(f => f.MajorVersion >= OldestVersion).ToList();
        return usable.Count > 0 ? usable : throw new LocalPostgresException(NothingUsable(found));
    }

    /// <summary>
    /// The installation for a cluster: any for a new cluster; for an existing one the version that created it, because
    /// PostgreSQL cannot read the files of another major version.
    /// </summary>
    public static PostgresBinaries Choose(
        IReadOnlyList<PostgresBinaries> installed, int? clusterVersion, string dataFolder)
    {
        var chosen = installed.FirstOrDefault(i => clusterVersion is null || i.MajorVersion == clusterVersion);
        if (chosen is not null)
            return chosen;

        var versions = string.Join(", ", installed.Select(i => i.MajorVersion).Distinct());
        throw new LocalPostgresException(
            $"The data in {dataFolder} was written by PostgreSQL {clusterVersion}, but this machine has only " +
            $"version {versions}. Install PostgreSQL {clusterVersion} beside it, or choose another folder " +
            "with --data.");
    }

    private static string NothingUsable(List<PostgresBinaries> tooOld)
    {
        if (tooOld.Count == 0)
            return "No connection string is configured, and no PostgreSQL is installed on this machine. " + WaysOut;

        var versions = string.Join(", ", tooOld.Select(f => $"{f.MajorVersion} in {f.Folder}"));
        return $"No connection string is configured, and the PostgreSQL on this machine is too old ({versions}). "
            + WaysOut;
    }

    private static string ProgramPath(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>The folder with all three programs; links such as /usr/local/bin/pg_ctl are resolved.</summary>
    private static string? RealFolder(string folder)
    {
        var server = ProgramPath(folder, "postgres");
        if (!File.Exists(server))
            return null;

        var real = Path.GetDirectoryName(File.ResolveLinkTarget(server, returnFinalTarget: true)?.FullName ?? server)!;
        return ProgramNames.All(name => File.Exists(ProgramPath(real, name))) ? real : null;
    }

    private static async Task<int?> MajorVersionAsync(string folder, CancellationToken cancellation)
    {
        var answer = await Command.RunAsync(ProgramPath(folder, "postgres"), ["--version"], folder, cancellation);
        var version = VersionPattern().Match(answer.Output);
        return answer.Succeeded && version.Success
            ? int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture)
            : null;
    }

    private static IEnumerable<string> UsualFolders()
    {
        var searchPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified);
        return OperatingSystem.IsWindows()
            ? [.. searchPath, .. Newest(ProgramFiles(), "PostgreSQL", "*")]
            :
            [
                .. searchPath,
                .. Newest("/usr/lib", "postgresql", "*"),
                .. Newest("/usr", "", "pgsql-*"),
                .. Newest("/opt/homebrew", "opt", "postgresql*"),
                .. Newest("/usr/local", "opt", "postgresql*"),
            ];
    }

    private static string ProgramFiles() => Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);

    /// <summary>The bin folders of several versions in one place, highest version first.</summary>
    private static IEnumerable<string> Newest(string root, string middle, string pattern)
    {
        var place = Path.Combine(root, middle);
        return !Directory.Exists(place)
            ? []
            : Directory.EnumerateDirectories(place, pattern)
                .OrderByDescending(f => NumberIn(Path.GetFileName(f)))
                .Select(f => Path.Combine(f, "bin"));
    }

    private static int NumberIn(string name) =>
        int.TryParse(NumberPattern().Match(name).Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"\d+")]
    private static partial Regex NumberPattern();
}
