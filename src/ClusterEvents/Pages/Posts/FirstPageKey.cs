using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Npgsql;

namespace ClusterEvents.Pages.Posts;

/// <summary>
/// Makes the first key, one node after another: two that start at once would otherwise make one each, and refuse for a
/// day what the other has issued. Later keys are made two days before they are used.
/// </summary>
internal sealed class FirstPageKey(NpgsqlDataSource database, IKeyManager keys) : IHostedService
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>A key that ends within this time is replaced by the library itself.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var turn = new NpgsqlCommand(
            "select pg_advisory_xact_lock(hashtext('clusterevents page keys'))", connection, transaction);
        await turn.ExecuteNonQueryAsync(cancellationToken);
        // The clock of the library, which is not that of the service under test.
        var now = TimeProvider.System.GetUtcNow();
        if (!keys.GetAllKeys().Any(key =>
            !key.IsRevoked && key.ActivationDate <= now && key.ExpirationDate > now + Soon))
            keys.CreateNewKey(now, now + Lifetime);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
