using ClusterEvents.Recording;
using JasperFx;
using JasperFx.CommandLine;

namespace ClusterEvents.Timelines;

/// <summary>Removes the tables of earlier versions of the timelines, once nobody reads or writes them.</summary>
[Description("Remove the timelines that earlier versions of the program left; run it when none of them runs",
    Name = "drop-earlier-timelines")]
public sealed class DropTimelinesCommand : JasperFxAsyncCommand<NetCoreInput>
{
    public override async Task<bool> Execute(NetCoreInput input)
    {
        using var host = input.BuildHost();
        if (!await Offline.HasRecordAsync(host)) return false;
        var dropped = await host.Services.GetRequiredService<ShownTimelines>().DropEarlierAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(dropped switch
        {
            null => "The timelines of this version do not show everything yet. Let it run until they do.",
            [] => "There are none.",
            _ => $"Removed {string.Join(", ", dropped.Select(version => version.Shard))}.",
        });
        return dropped is not null;
    }
}
