using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Timelines.Projection;

/// <summary>Removes the tables of earlier timeline versions that are no longer in use.</summary>
internal static class DropTimelinesCommand
{
    public static HostCommand Create() => new(
        "drop-earlier-timelines",
        "Remove the timelines that earlier versions of the program left; run it when none of them runs")
    {
        RunAsync = (_, host, cancel) => RunAsync(host, cancel),
    };

    private static async Task<int> RunAsync(IHost host, CancellationToken cancel)
    {
        if (!await CommandSession.HasRecordAsync(host, cancel)) return 1;
        var shown = host.Services.GetRequiredService<ShownTimelines>();
        var dropped = await shown.DropEarlierAsync(cancel);
        await Console.Out.WriteLineAsync(dropped switch
        {
            null => "The timelines of this version do not show everything yet. Let it run until they do.",
            [] => "There are none.",
            _ => $"Removed {string.Join(", ", dropped.Select(version => version.Shard))}.",
        });
        return dropped is null ? 1 : 0;
    }
}
