using System.Buffers;
using System.CommandLine;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Auditing;

/// <summary>Rebuilds a timeline from raw events alone and prints it as one page of the API.</summary>
internal static class ReplayCommand
{
    public static HostCommand Create()
    {
        var of = CommandArguments.OneOf(
            "of", "city, campaign or cluster", StreamKinds.City, StreamKinds.Campaign, StreamKinds.Cluster);
        var id = new Argument<string>("id") { Description = "Its key, such as can-tho" };
        var knownAt = new Option<string?>("--known-at")
        {
            Description =
                "As it was known at a position, an instant such as 2022-07-29T12:00:00+07:00, or the end of a day",
        }.Checked(
            text => PointInTime.Parse(text) is not null,
            _ => "--known-at takes a position, an instant with its offset, or a day");
        var asc = CommandArguments.Flag("--asc", "-a", "Oldest first");
        var english = CommandArguments.Flag("--english", "-e", "Titles in English");
        return new HostCommand("replay", "Rebuild a timeline from raw events alone and print it")
        {
            Arguments = { of, id },
            Options = { knownAt, asc, english },
            RunAsync = (given, host, cancel) => RunAsync(
                host, new(given.GetRequiredValue(of), given.GetRequiredValue(id)),
                given.GetValue(knownAt) is { } text ? PointInTime.Parse(text) : null,
                new(given.GetValue(english) ? Language.English : Language.Vietnamese, given.GetValue(asc)), cancel),
        };
    }

    private static async Task<int> RunAsync(
        IHost host, StreamKey timeline, PointInTime? at, ReplayView view, CancellationToken cancel)
    {
        if (!await CommandSession.HasRecordAsync(host, cancel)) return 1;
        var known = at is { } moment
            ? await host.Services.GetRequiredService<PointInTimeResolver>().KnownAtAsync(moment, cancel)
            : null;
        var page = await host.Services.GetRequiredService<TimelineReplay>()
            .RebuildAsync(timeline, known, view, cancel);
        if (page is null)
        {
            await Console.Error.WriteLineAsync($"No {timeline.Kind} `{timeline.Id}` was on record.");
            return 1;
        }

        var json = new ArrayBufferWriter<byte>();
        page.Write(json);
        // A file gets exactly the bytes of the page; a terminal also a line feed.
        if (StandardOutput.IsScreen) json.Write("\n"u8);
        await using var output = StandardOutput.Open();
        await output.WriteAsync(json.WrittenMemory, cancel);
        return 0;
    }
}
