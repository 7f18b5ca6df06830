using System.Buffers;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using JasperFx.CommandLine;

namespace ClusterEvents.Auditing;

/// <summary>Whose timeline is replayed.</summary>
public enum ReplayOf { city, campaign }

public sealed class ReplayInput : CommandInput
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

    public Moment? At => KnownAtFlag is null ? null : Moment.Parse(KnownAtFlag);

    public override string? Fault() => At is null && KnownAtFlag is not null
        ? "--known-at takes a position, or an instant with its offset" : null;
}

/// <summary>
/// Rebuilds a timeline from raw events alone and prints it, as the service would show it on one page.
/// </summary>
[Description("Rebuild a timeline from raw events alone and print it", Name = "replay")]
public sealed class ReplayCommand : JasperFxAsyncCommand<ReplayInput>
{
    public override async Task<bool> Execute(ReplayInput input)
    {
        if (!await Offline.HasRecordAsync(input.Host)) return false;
        var timeline = new StreamKey(input.Of == ReplayOf.city ? StreamKinds.City : StreamKinds.Campaign, input.Id);
        var known = input.At is { } moment
            ? await input.Host.Services.GetRequiredService<Moments>().KnownAtAsync(moment, CancellationToken.None)
            : null;
        var page = await input.Host.Services.GetRequiredService<TimelineReplay>().RebuildAsync(timeline, known,
            new(input.EnglishFlag ? Language.English : Language.Vietnamese, input.AscFlag), CancellationToken.None);
        if (page is null)
        {
            await Console.Error.WriteLineAsync($"No {input.Of} `{input.Id}` was on record.");
            return false;
        }

        var json = new ArrayBufferWriter<byte>();
        page.Write(json);
        // The bytes of the page and nothing else where they are kept; a screen goes on in a new line.
        if (StandardOutput.IsScreen) json.Write("\n"u8);
        await using var output = StandardOutput.Open();
        await output.WriteAsync(json.WrittenMemory);
        return true;
    }
}
