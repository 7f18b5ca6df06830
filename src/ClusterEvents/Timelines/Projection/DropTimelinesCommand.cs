using ClusterEvents.Recording.Commands;
using JasperFx.CommandLine;

namespace ClusterEvents.Timelines.Projection;

/// <summary>Removes the tables of earlier timeline versions that are no longer in use.</summary>
[Description("Remove the timelines that earlier versions of the program left; run it when none of them runs",
    Name = "drop-earlier-timelines")]
public sealed class DropTimelinesCommand : JasperFxAsyncCommand<CommandInput>
{
    public override async Task<bool> Execute(CommandInput input)
    {
        if (!await CommandSession.HasRecordAsync(input.Host)) return false;
        var shown = input.Host.Services.GetRequiredService<ShownTimelines>();
        var dropped = await shown.DropEarlierAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(dropped switch
        {
            null => "The timelines of this version do not show everything yet. Let it run until they do.",
            [] => "There are none.",
            _ => $"Removed {string.Join(", ", dropped.Select(version => version.Shard))}.",
        });
        return dropped is not null;
    }
}
