using System.Diagnostics;
using System.IO.Compression;
using ClusterEvents.LocalPostgres;
using Npgsql;

namespace ClusterEvents.Tests.Upgrade;

/// <summary>A store as an earlier version of the program left it, with what that version gave out as proofs.</summary>
internal sealed class KeptStore(string version)
{
    private static readonly string Folder = Repository.File("tests/ClusterEvents.Tests/Upgrade/dumps");

    /// <summary>The kept versions, oldest first.</summary>
    public static IEnumerable<string> Versions =>
        Directory.GetDirectories(Folder).Select(one => Path.GetFileName(one)).Order(StringComparer.Ordinal);

    /// <summary>Whether the version sealed its record: only then did it give out proofs.</summary>
    public bool HasLog => File.Exists(FileOf("checkpoint"));

    /// <summary>An entry; it has a receipt where there is a log.</summary>
    public string Activity => Text("activity");

    public string Checkpoint => Read("checkpoint");

    public string Receipt => FileOf("receipt");

    public string Keys => Text("keys");

    /// <summary>The private key of the log.</summary>
    public string LogKey => Text("log.key");

    /// <summary>The keys of the entries on the timeline of a city.</summary>
    public string[] Timeline => Text("timeline").Split('\n');

    /// <summary>Restores the dump; the connection string of its database.</summary>
    public async Task<string> RestoreAsync()
    {
        var restored = await TestStore.NewDatabaseAsync();
        var to = new NpgsqlConnectionStringBuilder(restored);
        var installed = (await PostgresBinaries.FindAsync(null, TestApp.Cancel))[0];
        var start = new ProcessStartInfo(installed.Program("psql"),
            ["--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--no-psqlrc"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = to.Host, ["PGPORT"] = $"{to.Port}", ["PGUSER"] = to.Username,
                ["PGPASSWORD"] = to.Password, ["PGDATABASE"] = to.Database,
            },
        };
        using var psql = Process.Start(start)!;
        var (output, errors) = (psql.StandardOutput.ReadToEndAsync(), psql.StandardError.ReadToEndAsync());
        await using (var dump = new GZipStream(File.OpenRead(FileOf("store.sql.gz")), CompressionMode.Decompress))
            await dump.CopyToAsync(psql.StandardInput.BaseStream, TestApp.Cancel);
        psql.StandardInput.Close();
        await psql.WaitForExitAsync(TestApp.Cancel);
        await output;
        return psql.ExitCode == 0 ? restored : throw new InvalidOperationException(await errors);
    }

    private string FileOf(string name) => Path.Combine(Folder, version, name);

    private string Read(string name) => File.ReadAllText(FileOf(name));

    private string Text(string name) => Read(name).Trim();
}
