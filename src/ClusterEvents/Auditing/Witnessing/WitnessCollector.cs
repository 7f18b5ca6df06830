using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Reading;
using Npgsql;

namespace ClusterEvents.Auditing.Witnessing;

/// <summary>
/// Submits each new checkpoint to the witnesses and stores their cosignatures. Any node may do so: a repeated
/// cosignature is ignored.
/// </summary>
public sealed class WitnessCollector(
    WitnessSettings settings, SealedLog log, StoredTree tree, NpgsqlDataSource database, IHttpClientFactory http,
    ILogger<WitnessCollector> logger) : BackgroundService
{
    /// <summary>The interval for new checkpoints and for retries.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _complaints = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Witnesses.Count == 0) return;
        WitnessClient[] witnesses =
            [.. settings.Witnesses.Select(witness =>
                new WitnessClient(witness, http.CreateClient(nameof(WitnessCollector)), tree))];
        using var ticks = new PeriodicTimer(Interval);
        do await TryCollectAsync(witnesses, stoppingToken);
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Any failure ends one round; the next follows a second later, so the node keeps running.</summary>
    private async Task TryCollectAsync(WitnessClient[] witnesses, CancellationToken cancel)
    {
        try
        {
            await CollectAsync(witnesses, cancel);
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            if (Failures.StoreIsUnusable(exception))
                logger.LogWarning(
                    "Witnesses are not asked while the store is away: {Reason}", Failures.Reason(exception));
            else logger.LogError(exception, "Asking the witnesses failed and is tried again");
        }
    }

    /// <summary>Asks the witnesses that have not cosigned the newest checkpoint yet.</summary>
    private async Task CollectAsync(WitnessClient[] witnesses, CancellationToken cancel)
    {
        if (await log.NewestAsync(cancel) is not { } newest) return;
        var sizes = await CosignedAsync(cancel);
        foreach (var witness in witnesses) witness.Knows(sizes.GetValueOrDefault(witness.Key.Name));
        await Task.WhenAll(witnesses.Where(witness => sizes.GetValueOrDefault(witness.Key.Name) < newest.Size)
            .Select(witness => AskAsync(witness, newest, cancel)));
    }

    private async Task AskAsync(WitnessClient witness, PublishedCheckpoint checkpoint, CancellationToken cancel)
    {
        try
        {
            var signature = await witness.CosignAsync(checkpoint.Size, checkpoint.Note, cancel);
            await using var insert = database.CreateCommand(
                $"insert into {LogTables.Cosignatures} (size, witness, signature) "
                + "values ($1, $2, $3) on conflict do nothing");
            insert.Parameters.Add(new() { Value = checkpoint.Size });
            insert.Parameters.Add(new() { Value = witness.Key.Name });
            insert.Parameters.Add(new() { Value = signature });
            await insert.ExecuteNonQueryAsync(cancel);
            Complain(witness, "");
        }
        catch (Exception exception) when (exception is not NpgsqlException && !cancel.IsCancellationRequested)
        {
            // A failing witness must not keep the others from being asked. A failing database ends the round.
            Complain(witness, exception.Message);
        }
    }

    /// <summary>Logs a complaint about a witness once rather than every second.</summary>
    private void Complain(WitnessClient witness, string complaint)
    {
        lock (_complaints)
        {
            if (_complaints.GetValueOrDefault(witness.Key.Name, "") == complaint) return;
            _complaints[witness.Key.Name] = complaint;
        }

        if (complaint.Length > 0) logger.LogError("A witness does not cosign: {Complaint}", complaint);
        else logger.LogInformation("The witness {Witness} cosigns again", witness.Key.Name);
    }

    /// <summary>The latest size that each witness has cosigned, by one index lookup each.</summary>
    private async Task<Dictionary<string, long>> CosignedAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"""
            select name, coalesce((select max(size) from {LogTables.Cosignatures} where witness = name), 0)
            from unnest($1) as asked (name)
            """);
        query.Parameters.Add(new() { Value = settings.Witnesses.Select(witness => witness.Key.Name).ToArray() });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var sizes = new Dictionary<string, long>();
        while (await rows.ReadAsync(cancel)) sizes[rows.GetString(0)] = rows.GetInt64(1);
        return sizes;
    }
}
