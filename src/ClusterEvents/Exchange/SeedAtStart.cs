namespace ClusterEvents.Exchange;

/// <summary>
/// Loads the seeds, or the demonstration, into an empty store before the first request is answered.
/// </summary>
public sealed class SeedAtStart(Seeds seeds, IConfiguration configuration, ILogger<SeedAtStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.GetValue(DemonstrationSetting, false))
        {
            if (!await seeds.DemonstrationIsRecordedAsync(cancellationToken)
                && await seeds.AnythingIsRecordedAsync(cancellationToken))
                throw new CannotStartException(
                    "This store holds a record of its own, which the demonstration must not join. Choose another "
                    + "folder with --data.");
            await LoadAsync(Seeds.Demonstration, preserve: true, cancellationToken);
        }
        else if (configuration.GetValue("Seeds:Load", true) && Directory.Exists(Seeds.Folder)
            && await seeds.NothingElseIsRecordedAsync(cancellationToken))
            await LoadAsync(Seeds.Folder, preserve: false, cancellationToken);
    }

    /// <summary>The setting that makes a store one of the demonstration.</summary>
    public const string DemonstrationSetting = "Seeds:Demonstration";

    private async Task LoadAsync(string path, bool preserve, CancellationToken cancel)
    {
        var loaded = 0;
        await foreach (var (file, result) in seeds.LoadAsync(path, preserve, cancel))
        {
            if (result.Recorded is { Duplicate: false }) loaded++;
            foreach (var rejection in result.Rejections)
                log.LogError("{File}:{Line}: {Rejection}", file, result.Line, rejection.Message);
        }

        if (loaded > 0) log.LogInformation("Recorded {Count} events from the seeds", loaded);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
