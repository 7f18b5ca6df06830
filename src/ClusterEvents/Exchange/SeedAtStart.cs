namespace ClusterEvents.Exchange;

/// <summary>Loads the seeds into an empty store before the first request is answered.</summary>
public sealed class SeedAtStart(Seeds seeds, IConfiguration configuration, ILogger<SeedAtStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!configuration.GetValue("Seeds:Load", true) || !Directory.Exists(Seeds.Folder)) return;
        if (!await seeds.NothingElseIsRecordedAsync(cancellationToken)) return;
        var loaded = 0;
        await foreach (var (file, result) in seeds.LoadAsync(Seeds.Folder, cancellationToken))
        {
            if (result.Recorded is { Duplicate: false }) loaded++;
            foreach (var rejection in result.Rejections)
                log.LogError("{File}, line {Line}: {Field} {Detail}", file, result.Line, rejection.Field, rejection.Detail);
        }

        if (loaded > 0) log.LogInformation("Recorded {Count} events from the seeds", loaded);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
