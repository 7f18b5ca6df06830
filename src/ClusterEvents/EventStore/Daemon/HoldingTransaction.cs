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
    public string Advise()
    {
        var program = string.IsNullOrEmpty(Program) ? "a program without a name" : Program;
        var age = Since is { } since ? $", open since {since:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "";
        var end = ProcessId is { } process
            ? $"run `select pg_terminate_backend({process})`" : "roll the transaction back";
        return $"Timelines wait for a transaction of {program} (login {Login}{age}): close that program, or {end}.";
    }
}
