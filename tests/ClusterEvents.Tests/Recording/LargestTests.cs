using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.TransparencyLog;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>Every recorded event fits into the log and an import line; larger ones are rejected.</summary>
public sealed class LargestTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const int Steps = 14;

    public static TheoryData<string, int> Fillers => new()
    {
        // PostgreSQL's JSON has a space after each colon and comma: this event grows most on export.
        { "a", 17 },
        { ",", 17 },
        // Characters of several bytes, and characters that the request escapes.
        { "ệ", 900 },
        { "\"", 900 },
        { "😀", 900 },
    };

    [Theory]
    [MemberData(nameof(Fillers))]
    public async Task The_largest_that_is_taken_is_sealed_and_imported_again(string filler, int sources)
    {
        var (taken, refused) = (0, 0);
        var (low, high) = (0, Math.Min(4_000, 80_000 / sources));
        Answer? largest = null;
        for (var step = 0; step < Steps; step++)
        {
            var middle = (low + high) / 2;
            var answer = await app.PostEventAsync(Flowers(filler, middle, sources));
            if (answer.Status == HttpStatusCode.Created) (low, largest, taken) = (middle, answer, taken + 1);
            else
            {
                answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
                Assert.Contains("more than 64 KiB", (string)answer.Json["detail"]!, StringComparison.Ordinal);
                (high, refused) = (middle, refused + 1);
            }
        }

        Assert.True(taken > 0 && refused > 0, $"{taken} taken, {refused} refused");
        Assert.True(await app.Get<LogProgress>().ReachAsync(
            largest!.Position, TimeSpan.FromSeconds(30), TestApp.Cancel), "not sealed");
        await using var entry = app.Database.CreateCommand(
            $"select length(entry) from clusterevents.log_leaf where position = {largest.Position}");
        Assert.InRange((int)(await entry.ExecuteScalarAsync(TestApp.Cancel))!, 1, EntryBundle.LongestEntry);
        var line = (await app.GetAsync($"/v1/events?subject={largest.Stream}")).Expect(HttpStatusCode.OK).Text;
        var result = JsonNode.Parse((await app.PostRawAsync("/v1/events", line, "application/x-ndjson")).Text)!;
        Assert.True((bool?)result["duplicate"], result.ToJsonString());
        // The bound is not much too strict: at most half of the limit is unused.
        Assert.InRange(Encoding.UTF8.GetByteCount(line), 32 * 1024, 64 * 1024);
    }

    [Fact]
    public async Task A_stream_that_begins_with_a_large_event_is_not_cached_and_can_be_added_to()
    {
        var small = (await app.PostEventAsync(Flowers("a", 100, sources: 1))).Expect(HttpStatusCode.Created);
        var large = (await app.PostEventAsync(Flowers("a", 3_000, sources: 10))).Expect(HttpStatusCode.Created);
        var streams = app.Get<StreamStateCache>();

        Assert.NotNull(streams.Cached(StreamKey.Parse(small.Stream!)));
        Assert.Null(streams.Cached(StreamKey.Parse(large.Stream!)));
        var added = (await app.PostAsync($"/v1/streams/{large.Stream}/sources",
            new { OccurredOn = Scenarios.Today, Title = "Bài" })).Expect(HttpStatusCode.Created);
        Assert.Equal(2, (int)added.Json["version"]!);
    }

    private static JsonObject Flowers(string filler, int length, int sources)
    {
        var flowers = Scenarios.Flowers();
        var text = string.Concat(Enumerable.Repeat(filler, length / filler.Length + 1));
        flowers["data"]!["sources"] = new JsonArray(
            [.. Enumerable.Range(0, sources).Select(_ => new JsonObject { ["publisher"] = "x", ["title"] = text })]);
        return flowers;
    }
}
