namespace ClusterEvents.LocalPostgres;

/// <summary>Runs the programs of one PostgreSQL installation as the user that owns the cluster.</summary>
internal sealed class PostgresTools(PostgresBinaries binaries, UnprivilegedUser? user)
{
    /// <summary>Runs initdb or pg_ctl to its end.</summary>
    public Task<Command.Result> RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        // Use the programs' own folder as the working folder: the server's user may have no access to the current one.
        var program = binaries.Program(tool);
        if (user is null)
            return Command.RunAsync(program, arguments, binaries.Folder, cancellation);
        var wrapped = user.Wrap(program, arguments);
        return Command.RunAsync(wrapped.Program, wrapped.Arguments, binaries.Folder, cancellation);
    }

    /// <summary>Changes the owner of a file or folder to the user that the programs run as.</summary>
    public Task OwnAsync(string path, CancellationToken cancellation) =>
        user?.OwnAsync(path, cancellation) ?? Task.CompletedTask;
}
