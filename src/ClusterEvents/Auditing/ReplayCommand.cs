using System.Buffers;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using JasperFx;
using JasperFx.CommandLine;

namespace ClusterEvents.Auditing;

/// <summary>Whose timeline is replayed.</summary>
public enum ReplayOf { city, campaign }

public sealed class ReplayInput : NetCoreInput
{
    [Description("city or campaign")]
    public ReplayOf Of { get; set; }

    [Description("Its key, such as can-tho")]
    public string Id { get; set; } = "";

    [Description("As it was known at a position, or at an instant such as 2022-07-29T12:00:00+07:00")]
    [FlagAlias("known-at", true)]
    public string? KnownAtFlag { get; set; }

    [Description("Oldest first")]
    public bool AscFlag { get; set; }

    [Description("Titles in English")]
    public bool EnglishFlag { get; set; }
}

/// <summary>
/// Rebuilds a timeline from raw events alone and prints it, as the service would show it on one page.
/// </summary>
[Description("Rebuild a timeline from raw events alone and print it", Name = "replay")]
public sealed class ReplayCommand : JasperFxAsyncCommand<ReplayInput>
{
    public override async Task<bool> Execute(ReplayInput input)
    {
        var moment = input.KnownAtFlag is { } asked ? Moment.Parse(asked) : null;
        if (moment is null && input.KnownAtFlag is not null)
        {
            await Console.Error.WriteLineAsync("--known-at takes a position, or an instant with its offset.");
            return false;
        }

        using var host = input.BuildHost();
        if (!await Offline.HasRecordAsync(host)) return false;
        var timeline = new StreamKey(input.Of == ReplayOf.city ? StreamKinds.City : StreamKinds.Campaign, input.Id);
        var known = moment is { } at
            ? await host.Services.GetRequiredService<Moments>().KnownAtAsync(at, CancellationToken.None) : null;
        var page = await host.Services.GetRequiredService<TimelineReplay>().RebuildAsync(timeline, known,
            new(input.EnglishFlag ? Language.English : Language.Vietnamese, input.AscFlag), CancellationToken.None);
        if (page is null)
        {
            await Console.Error.WriteLineAsync($"No {input.Of} `{input.Id}` was on record.");
            return false;
        }

        var json = new ArrayBufferWriter<byte>();
        page.Write(json);
        json.Write("\n"u8);
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(json.WrittenMemory);
        return true;
    }
}
