using System.CommandLine;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Exchange;

/// <summary>Writes the record to standard output as CloudEvents, one a line, in the order of recording.</summary>
internal static class ExportCommand
{
    public static HostCommand Create()
    {
        var city = new Option<string?>("--city") { Description = "Only what concerns this city" };
        var campaign = new Option<string?>("--campaign") { Description = "Only what belongs to this campaign edition" };
        var from = Day("--from", "-f", "Only what occurred on or after this day, as yyyy-MM-dd");
        var to = Day("--to", "-t", "Only what occurred on or before this day, as yyyy-MM-dd");
        return new HostCommand("export", "Write CloudEvents to standard output, one a line")
        {
            Options = { city, campaign, from, to },
            RunAsync = (given, host, cancel) => RunAsync(host, new()
            {
                City = given.GetValue(city),
                Campaign = given.GetValue(campaign),
                OccurredFrom = DayIn(given.GetValue(from)),
                OccurredTo = DayIn(given.GetValue(to)),
            }, cancel),
        };
    }

    private static Option<string?> Day(string name, string shortName, string description) =>
        new Option<string?>(name, shortName) { Description = description }.Checked(
            text => Scalars.Day(text) is not null, _ => "--from and --to take a day as yyyy-MM-dd");

    private static DateOnly? DayIn(string? text) => text is null ? null : Scalars.Day(text);

    private static async Task<int> RunAsync(IHost host, ReplayFilter filter, CancellationToken cancel)
    {
        if (!await CommandSession.HasRecordAsync(host, cancel)) return 1;
        var replay = host.Services.GetRequiredService<EventReplay>();
        var upTo = await replay.NewestAsync(cancel);
        var total = await replay.CountAsync(filter, upTo, cancel);
        return await ProgressBar.ShowAsync(
            "Exporting", total, done => WriteAsync(replay.ReadAsync(filter, upTo, cancel), done));
    }

    private static async Task<int> WriteAsync(IAsyncEnumerable<StoredCloudEvent> events, Action<double> done)
    {
        await using var output = new BufferedStream(StandardOutput.Open(), 64 * 1024);
        await using var json = new Utf8JsonWriter(output, JsonWriting.Options);
        var written = 0;
        await foreach (var @event in events)
        {
            @event.Write(json);
            await json.FlushAsync();
            json.Reset();
            output.Write("\n"u8);
            done(++written);
        }

        return 0;
    }
}
