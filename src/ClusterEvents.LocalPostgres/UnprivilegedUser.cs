namespace ClusterEvents.LocalPostgres;

/// <summary>
/// The user that PostgreSQL runs as if the program runs as root, because PostgreSQL refuses to run as root. Otherwise
/// PostgreSQL runs as the program's own user.
/// </summary>
internal sealed class UnprivilegedUser
{
    private readonly string _ids;
    private readonly string[] _prefix;

    private UnprivilegedUser(string name, string ids, string[] prefix)
    {
        Name = name;
        _ids = ids;
        _prefix = prefix;
    }

    /// <summary>The user name, for messages.</summary>
    public string Name { get; }

    /// <summary>
    /// Null if the program is not root. Otherwise the owner of an existing cluster, else the user <c>postgres</c>,
    /// else <c>nobody</c>.
    /// </summary>
    /// <param name="clusterFolder">A folder owned by the user who ran the server before; need not exist.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public static async Task<UnprivilegedUser?> FindAsync(string clusterFolder, CancellationToken cancellation)
    {
        if (!DataFolders.RunsAsRoot)
            return null;

        var owner = await OutputAsync("stat", ["-c", "%u", clusterFolder], cancellation);
        foreach (var name in new[] { owner, "postgres", "nobody" }.OfType<string>().Where(n => n != "0"))
        {
            var uid = await OutputAsync("id", ["-u", name], cancellation) ?? "";
            var gid = await OutputAsync("id", ["-g", name], cancellation) ?? "";
            var account = await OutputAsync("id", ["-un", name], cancellation) ?? name;
            if (uid.Length > 0 && await PrefixAsync(account, uid, gid, cancellation) is { } prefix)
                return new UnprivilegedUser(account, $"{uid}:{gid}", prefix);
        }
        throw new LocalPostgresException(
            "PostgreSQL does not run as root, and no user \"postgres\" or \"nobody\" can be taken with setpriv or " +
            "runuser. Start the program as an ordinary user, or set ConnectionStrings__ClusterEvents.");
    }

    /// <summary>The command line that runs the given program as this user.</summary>
    public (string Program, IEnumerable<string> Arguments) Wrap(string program, IEnumerable<string> arguments) =>
        (_prefix[0], [.. _prefix[1..], program, .. arguments]);

    /// <summary>Changes the owner of a file or folder (not of its content) to this user.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellation)
    {
        var result = await Command.RunAsync("chown", [_ids, path], "/", cancellation);
        if (!result.Succeeded)
            throw new LocalPostgresException($"{path} cannot be given to the user {Name}: {result.Output}");
    }

    /// <summary>Checks that this user can reach the folder through all its parents.</summary>
    /// <exception cref="LocalPostgresException">A parent folder is closed; the message names it.</exception>
    public async Task RequireReachAsync(string folder, CancellationToken cancellation)
    {
        if (await ReachesAsync(folder, cancellation))
            return;

        var closed = folder;
        while (Path.GetDirectoryName(closed) is { } parent && !await ReachesAsync(parent, cancellation))
            closed = parent;
        throw new LocalPostgresException(
            $"The program is root, so PostgreSQL runs as the user {Name}, who cannot enter {closed} on the way " +
            $"to the data folder {folder}. Choose a folder with --data that this user can reach, such as " +
            $"{DataFolders.Default}, or start the program as an ordinary user.");
    }

    private async Task<bool> ReachesAsync(string folder, CancellationToken cancellation)
    {
        var (program, arguments) = Wrap("test", ["-x", folder]);
        return (await Command.RunAsync(program, arguments, "/", cancellation)).Succeeded;
    }

    /// <summary>The first tool that works: busybox has a setpriv that cannot change the user.</summary>
    private static async Task<string[]?> PrefixAsync(
        string name, string uid, string gid, CancellationToken cancellation)
    {
        string[][] tools =
        [
            ["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--"],
            ["runuser", "-u", name, "--"],
        ];
        foreach (var tool in tools)
        {
            if (await OutputAsync(tool[0], [.. tool[1..], "id", "-u"], cancellation) == uid)
                return tool;
        }
        return null;
    }

    private static async Task<string?> OutputAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var result = await Command.RunAsync(program, arguments, "/", cancellation);
        return result.Succeeded ? result.Output : null;
    }
}
