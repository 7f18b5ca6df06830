namespace ClusterEvents.EventStore.Daemon;

/// <summary>An open transaction for which timelines wait.</summary>
/// <param name="ProcessId">The process of the database that has it; absent for a prepared transaction.</param>
/// <param name="Login">Who opened it.</param>
/// <param name="Program">The program that opened it, as it calls itself.</param>
/// <param name="Since">When it began; absent if the login of the service may not know (grant it
/// pg_read_all_stats).</param>
public sealed record HoldingTransaction(int? ProcessId, string? Login, string? Program, DateTimeOffset? Since)
{
    /// <summary>A sentence for the operator: who it is, and how to end it.</summary>
    public string Advise() => $"Timelines or the log wait for {Named()}: close that program, or {End}.";

    /// <summary>The same, of a transaction that has locked what every request needs.</summary>
    public string AdviseOnLock() =>
        $"The service waits for a lock of {Named()}: let it finish, close that program, or {End}.";

    private string End => ProcessId is { } process
        ? $"run `select pg_terminate_backend({process})`" : "roll the transaction back";

    private string Named()
    {
        var program = string.IsNullOrEmpty(Program) ? "a program without a name" : Program;
        var age = Since is { } since ? $", open since {since:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "";
        return $"a transaction of {program} (login {Login}{age})";
    }
}
