using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Identity;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// The clock of this machine, beside those of the database and of the issuer. It decides which tokens are valid, which day it
/// is, and what is overdue.
/// </summary>
internal sealed class ClockCheck(IConfiguration configuration, TimeProvider time) : IFaultCheck
{
    /// <summary>What nobody notices: tokens allow half a minute, and a Date header has whole seconds.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    public string About => "clock";

    public async Task<IReadOnlyList<Fault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel) =>
    [
        .. new[]
        {
            database is null ? null
                : await CompareAsync("clock of the database", () => OfDatabaseAsync(database, cancel)),
            await CompareAsync("clock of the issuer", () => OfIssuerAsync(cancel)),
        }.OfType<Fault>(),
    ];

    private async Task<Fault?> CompareAsync(string other, Func<Task<DateTimeOffset?>> ask)
    {
        var before = time.GetUtcNow();
        var told = await ask();
        var after = time.GetUtcNow();
        if (told is not { } now) return null;
        // It was asked somewhere between the two.
        var off = now < before ? before - now : now > after ? now - after : TimeSpan.Zero;
        return off <= Allowed ? null
            : new(other, $"The clock of this machine is {off.TotalSeconds:0} s {(now < before ? "ahead of" : "behind")} the "
                + $"{other}: tokens, days and due dates are judged by it. Let all machines take the time from the same NTP "
                + "servers (`timedatectl status`).");
    }

    private static async Task<DateTimeOffset?> OfDatabaseAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await StoreFacts.NowAsync(connection, cancel);
    }

    /// <summary>Null if the issuer does not answer, which is another fault.</summary>
    private async Task<DateTimeOffset?> OfIssuerAsync(CancellationToken cancel)
    {
        if (Identity.Identity.AuthorityOf(configuration) is not { } authority
            || !Uri.TryCreate(IssuerKeys.AddressOf(authority), UriKind.Absolute, out var address)) return null;
        using var http = IssuerKeys.NewClient();
        try
        {
            using var answer = await http.GetAsync(address, cancel);
            // Whole seconds, rounded down: half a second more is nearer.
            return answer.Headers.Date?.AddMilliseconds(500);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
