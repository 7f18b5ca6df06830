using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace ClusterEvents.LocalPostgres;

/// <summary>
/// The files of the cluster in a data folder: PostgreSQL's data directory, the password and the log, all owned by the
/// user that the server runs as. <see cref="Postmaster"/> runs the server on them.
/// </summary>
internal sealed class PostgresCluster(string dataFolder)
{
    private const string UserName = "clusterevents";
    private const string NewFolderPrefix = "postgres.new-";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The folder of all files below; created atomically by a rename.</summary>
    public string Folder { get; } = Path.Combine(dataFolder, "postgres");

    /// <summary>The folder that contains the cluster.</summary>
    public string DataFolder => dataFolder;

    /// <summary>PostgreSQL's own data directory.</summary>
    public string ServerFolder => Path.Combine(Folder, "pgdata");

    /// <summary>The password of the only user, readable by its owner alone.</summary>
    public string PasswordFile => Path.Combine(Folder, "password");

    /// <summary>The log of the running server; the log of the previous start is kept beside it.</summary>
    public string LogFile => Path.Combine(Folder, "server.log");

    /// <summary>The major version that created the cluster; null if there is none yet.</summary>
    public int? MajorVersion()
    {
        if (!Directory.Exists(Folder))
            return null;
        try
        {
            return int.Parse(
                File.ReadAllText(Path.Combine(ServerFolder, "PG_VERSION")).Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // A crash does not leave this behind, so it may be somebody's data: do not replace it.
            throw new LocalPostgresException(
                $"The folder {Folder} is not a PostgreSQL cluster this program can read: {e.Message} " +
                "Restore it from a backup, move it away, or choose another folder with --data.", e);
        }
    }

    /// <summary>Creates the cluster if there is none, and removes leftovers of interrupted attempts.</summary>
    public async Task CreateIfAbsentAsync(PostgresTools tools, bool throwaway, CancellationToken cancellation)
    {
        foreach (var leftover in Directory.EnumerateDirectories(dataFolder, NewFolderPrefix + "*").ToList())
            await DataFolders.RemoveAsync(leftover, cancellation);
        if (Directory.Exists(Folder))
            return;

        // A random name: the initdb of a killed program may still be writing into its own folder.
        var making = Path.Combine(dataFolder, NewFolderPrefix + Path.GetRandomFileName());
        await MakeOwnFolderAsync(making, tools, cancellation);
        var pgdata = Path.Combine(making, "pgdata");
        var password = Path.Combine(making, "password");
        WritePrivateFile(password, RandomNumberGenerator.GetHexString(64, lowercase: true));
        await tools.OwnAsync(password, cancellation);

        await InitializeAsync(tools, pgdata, password, throwaway, cancellation);
        await File.AppendAllTextAsync(
            Path.Combine(pgdata, "postgresql.conf"), $"\ninclude '{ServerSettings.FileName}'\n", cancellation);
        Directory.Move(making, Folder);
    }

    /// <summary>Writes the settings for the next start.</summary>
    public void WriteSettings(int port, bool throwaway)
    {
        var path = Path.Combine(ServerFolder, ServerSettings.FileName);
        File.WriteAllText(path, ServerSettings.Text(port, throwaway));

        // Written by root, read by another user; the parent folder is closed to everybody else.
        DataFolders.SetMode(path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <summary>Renames the log of the previous start, so that the log does not grow without bound.</summary>
    public void RotateLog()
    {
        if (File.Exists(LogFile))
            File.Move(LogFile, LogFile + ".1", overwrite: true);
    }

    /// <summary>The connection string for a database of this cluster on the given port.</summary>
    public string ConnectionString(int port, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = UserName,
        Password = Password(),
        Database = database,
        SslMode = SslMode.Disable, // The connection is local; negotiating TLS would cost a round trip.
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    private string Password()
    {
        try
        {
            return File.ReadAllText(PasswordFile).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalPostgresException(
                $"The password of the private PostgreSQL cannot be read: {e.Message} " +
                "Restore the file from a backup, or choose another folder with --data.", e);
        }
    }

    private static async Task MakeOwnFolderAsync(string folder, PostgresTools tools, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        DataFolders.SetMode(folder, OwnerOnly | UnixFileMode.UserExecute);
        await tools.OwnAsync(folder, cancellation);
    }

    private static void WritePrivateFile(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private static async Task InitializeAsync(
        PostgresTools tools, string pgdata, string password, bool throwaway, CancellationToken cancellation)
    {
        var result = await RunInitdbAsync(tools, pgdata, password, "C.UTF-8", throwaway, cancellation);

        // If the machine lacks C.UTF-8, only the letters A to Z have upper and lower case outside an ICU collation.
        if (!result.Succeeded && result.Output.Contains("invalid locale", StringComparison.Ordinal))
            result = await RunInitdbAsync(tools, pgdata, password, "C", throwaway, cancellation);

        if (!result.Succeeded)
            throw new LocalPostgresException($"PostgreSQL could not create its files in {pgdata}:\n{result.Output}");
    }

    private static Task<Command.Result> RunInitdbAsync(
        PostgresTools tools, string pgdata, string password, string letters, bool throwaway,
        CancellationToken cancellation) =>
        tools.RunAsync(
            "initdb",
            [
                $"--pgdata={pgdata}", $"--username={UserName}", $"--pwfile={password}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale-provider=libc", "--locale=C", $"--lc-ctype={letters}",
                "--text-search-config=simple", "--no-instructions", throwaway ? "--no-sync" : "--data-checksums",
            ],
            cancellation);
}
