using System.Buffers;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Commands;
using JasperFx.CommandLine;

namespace ClusterEvents.Auditing;

/// <summary>The kinds of timeline.</summary>
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

    public PointInTime? At => KnownAtFlag is null ? null : PointInTime.Parse(KnownAtFlag);

    public override string? Fault() => At is null && KnownAtFlag is not null
        ? "--known-at takes a position, or an instant with its offset" : null;
}

/// <summary>Rebuilds a timeline from raw events alone and prints it as one page of the API.</summary>
[Description("Rebuild a timeline from raw events alone and print it", Name = "replay")]
public sealed class ReplayCommand : JasperFxAsyncCommand<ReplayInput>
{
    public override async Task<bool> Execute(ReplayInput input)
    {
        if (!await CommandSession.HasRecordAsync(input.Host)) return false;
        var timeline = new StreamKey(input.Of == ReplayOf.city ? StreamKinds.City : StreamKinds.Campaign, input.Id);
        var known = input.At is { } moment
            ? await input.Host.Services.GetRequiredService<PointInTimeResolver>().KnownAtAsync(moment, CancellationToken.None)
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
        // A file gets exactly the bytes of the page; a terminal also a line feed.
        if (!Console.IsOutputRedirected) json.Write("\n"u8);
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(json.WrittenMemory);
        return true;
    }
}
