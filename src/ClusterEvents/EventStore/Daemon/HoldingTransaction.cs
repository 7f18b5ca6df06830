namespace ClusterEvents.EventStore.Daemon;

/// <summary>An open transaction for which timelines, the log or recordings wait.</summary>
/// <param name="ProcessId">The process of the database that has it; absent for a prepared transaction.</param>
/// <param name="Login">Who opened it.</param>
/// <param name="Program">The program that opened it, as it calls itself.</param>
/// <param name="Since">When it began; absent if the login of the service may not know (grant it
/// pg_read_all_stats).</param>
public sealed record HoldingTransaction(int? ProcessId, string? Login, string? Program, DateTimeOffset? Since)
{
    /// <summary>The beginning of the program's name where it is a prepared transaction; its own name follows.</summary>
    internal const string Prepared = "prepared transaction ";

    /// <summary>A sentence for the operator: who it is, and how to end it.</summary>
    public string Advise() => $"Timelines or the log wait for {Named()}: {End("close that program, or ")}.";

    /// <summary>The same, of a transaction that has locked what requests or recordings need.</summary>
    public string AdviseOnLock() =>
        $"The service waits for a lock of {Named()}: {End("let it finish, close that program, or ")}.";

    /// <summary>The name under which it was prepared; null for that of a program.</summary>
    private string? PreparedName =>
        Program?.StartsWith(Prepared, StringComparison.Ordinal) is true ? Program[Prepared.Length..] : null;

    /// <param name="program">What may be done with a program instead; there is none of a prepared transaction.</param>
    private string End(string program) =>
        ProcessId is { } process ? $"{program}run `select pg_terminate_backend({process})`"
        : PreparedName is { } name
            ? $"end it in this database with `rollback prepared '{name.Replace("'", "''", StringComparison.Ordinal)}'`"
        : $"{program}roll the transaction back";

    private string Named()
    {
        var age = Since is { } since ? $", open since {since:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "";
        var owner = $"(login {Login}{age})";
        return PreparedName is not null ? $"the {Program} {owner}"
            : $"a transaction of {(string.IsNullOrEmpty(Program) ? "a program without a name" : Program)} {owner}";
    }
}
