using System.Text.Json;
using ClusterEvents.Verifier.Folder;
using Xunit;

namespace ClusterEvents.Verifier.Tests;

public sealed class TimelineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clusterevents-timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_timeline_is_in_the_order_of_day_part_of_day_hint_and_time_of_recording()
    {
        await WriteAsync(
            Flowers("evening", "2022-07-29", "Evening", null, "2022-08-01T00:00:00Z"),
            Flowers("later", "2022-07-29", "Morning", 2, "2022-08-01T00:00:02.5Z"),
            Flowers("earlier", "2022-07-29", "Morning", 2, "2022-08-01T00:00:02Z"),
            Flowers("first", "2022-07-29", "Morning", 1, "2022-08-01T00:00:03Z"),
            Flowers("whole-day", "2022-07-29", null, 9, "2022-08-01T00:00:04Z"),
            Flowers("undated", null, null, null, "2022-08-01T00:00:05Z"));

        Assert.Equal(
            new[] { "undated", "whole-day", "first", "earlier", "later", "evening" }.Select(History.ActivityId),
            TimelineCommand.Read(new(_folder), "city/can-tho").Select(entry => entry.Key));
    }

    [Fact]
    public async Task An_entry_is_disputed_until_it_is_corrected_or_the_dispute_is_withdrawn()
    {
        await WriteAsync(
            Flowers("disputed", "2022-07-29", null, 1, "2022-08-01T00:00:00Z"),
            Flowers("withdrawn", "2022-07-29", null, 2, "2022-08-01T00:00:00Z"),
            Flowers("corrected", "2022-07-29", null, 3, "2022-08-01T00:00:00Z"),
            About("entry-disputed", "disputed"),
            About("entry-disputed", "withdrawn"), About("dispute-withdrawn", "withdrawn"),
            About("entry-disputed", "corrected"), About("entry-corrected", "corrected"));

        Assert.Equal([true, false, false],
            TimelineCommand.Read(new(_folder), "city/can-tho").Select(entry => !entry.Value.DisputedBy.IsEmpty));
    }

    [Theory]
    [InlineData("city/nowhere")]
    [InlineData("can-tho")]
    [InlineData("campaign/can-tho")]
    public async Task A_timeline_that_is_not_there_cannot_be_printed(string timeline)
    {
        await WriteAsync(Flowers("one", "2022-07-29", null, null, "2022-08-01T00:00:00Z"));

        Assert.Equal(2, await Program.Main(["timeline", _folder, timeline]));
    }

    private static object Flowers(string id, string? day, string? part, int? hint, string recordedTime) => new
    {
        id,
        source = "/tests",
        type = "clusterevents.flowers-offered.v1",
        subject = $"ceremony/{id}",
        sequence = "1",
        recordedtime = recordedTime,
        data = new { occurredOn = day, dayPart = part, sequenceHint = hint, cityIds = new[] { "can-tho" } },
    };

    private static object About(string kind, string target) => new
    {
        id = $"{kind} {target}",
        source = "/tests",
        type = $"clusterevents.{kind}.v1",
        subject = $"ceremony/{target}",
        sequence = "2",
        data = new { targetEventId = History.ActivityId(target), city = "can-tho", changes = Array.Empty<object>() },
    };

    private Task WriteAsync(params object[] events) => File.WriteAllLinesAsync(Path.Combine(_folder, "events.ndjson"),
        events.Select(one => JsonSerializer.Serialize(one)), TestContext.Current.CancellationToken);
}
