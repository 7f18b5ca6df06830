using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Http;
using ClusterEvents.Tests.Recording.Shapes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Exchange;

public sealed class LineTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const int LongestLine = 64 * 1024;

    [Fact]
    public async Task Good_lines_are_kept_and_bad_ones_explained_each_by_its_number()
    {
        var known = Scenarios.Flowers();
        (await app.PostEventAsync(known)).Expect(HttpStatusCode.Created);
        var changed = known.DeepClone();
        changed["data"]!["place"] = "Nơi khác";

        var results = await SendAsync(
            Samples.MeetingHeld("of-lines").CloudEvent().ToJsonString(),
            "{ no json",
            "",
            Samples.RemarksDelivered("of-lines").CloudEvent().ToJsonString() + "\r",
            new string('x', LongestLine + 1),
            Samples.RemarksDelivered("nowhere").CloudEvent().ToJsonString(),
            Samples.FlowersOffered("of-lines").With("honouree", null).CloudEvent().ToJsonString(),
            known.ToJsonString(),
            changed.ToJsonString(),
            Samples.MeetingHeld("of-lines-2").With("cityIds", new JsonArray("nowhere")).CloudEvent().ToJsonString());

        Assert.Equal(
            [
                "1 201", "2 400 malformed-json", "4 201", "5 413 line-too-long", "6 422 unknown-meeting",
                "7 400 invalid-request", "8 201 again", "9 409 recorded-with-other-content", "10 422 unknown-city",
            ],
            results.Select(Summary));
        Assert.Equal("Enter who is honoured.", (string)results[5]["detail"]!);
        Assert.Equal("required", (string?)results[5]["errors"]!["data.honouree"]![0]!["code"]);
        Assert.Equal(2, await app.VersionAsync("meeting/of-lines"));
        Assert.Equal(0, await app.VersionAsync("meeting/of-lines-2"));
    }

    [Fact]
    public async Task Few_long_lines_are_held_in_memory()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!["sources"] = new JsonArray(
            [.. Enumerable.Range(0, 15).Select(_ => new JsonObject { ["title"] = new string('a', 4_000) })]);
        string[] sent = [.. Enumerable.Repeat("{}", 600), .. Enumerable.Repeat(flowers.ToJsonString(), 60)];
        await using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', sent)));
        var groups = new List<IReadOnlyList<LineResult>>();

        await foreach (var results in LineImport.RunAsync(lines, app.Get<AppendQueue>(), app.Get<CloudEventReader>(),
            Recorder.System, preserve: false, TestApp.Cancel)) groups.Add(results);

        Assert.Equal(Enumerable.Range(1, 660).Select(number => (long)number),
            groups.SelectMany(results => results).Select(result => result.Line));
        Assert.All(groups, results => Assert.InRange(results.Count(result => result.Line > 600), 0, 18));
    }

    [Fact]
    public async Task A_line_of_64_KiB_is_read_and_one_byte_more_is_not()
    {
        var flowers = Scenarios.Flowers().ToJsonString();
        var longest = flowers + new string(' ', LongestLine - System.Text.Encoding.UTF8.GetByteCount(flowers));
        var tooLong = Scenarios.Flowers().ToJsonString();
        tooLong += new string(' ', LongestLine + 1 - System.Text.Encoding.UTF8.GetByteCount(tooLong));

        var results = await SendAsync(longest, tooLong, Scenarios.Flowers().ToJsonString());

        Assert.Equal(["1 201", "2 413 line-too-long", "3 201"], results.Select(Summary));
    }

    [Fact]
    public async Task Line_ends_of_one_or_two_bytes_are_not_counted()
    {
        var flowers = Scenarios.Flowers().ToJsonString();
        var longest = flowers + new string(' ', LongestLine - Encoding.UTF8.GetByteCount(flowers)) + "\r";

        var results = await SendAsync(longest, longest + "\r", Scenarios.Flowers().ToJsonString() + "\r");

        Assert.Equal(["1 201", "2 413 line-too-long", "3 201"], results.Select(Summary));
    }

    [Fact]
    public async Task A_sender_that_pauses_gets_the_results_of_its_lines()
    {
        using var lines = await RawRequest.BeginAsync(app, "/v1/events", MediaTypes.Lines);

        for (var line = 1; line <= 3; line++)
        {
            await lines.SendAsync(Scenarios.Flowers().ToJsonString() + "\n");
            // Nothing more is sent before its result has arrived.
            var result = await lines.AnswerAsync();
            Assert.Equal((line, 201), ((int)result["line"]!, (int)result["status"]!));
        }

        await lines.EndAsync();
    }

    [Fact]
    public async Task A_sender_of_lines_may_pause_for_longer_than_one_of_another_body()
    {
        var limits = app.Get<IOptions<KestrelServerOptions>>().Value.Limits;
        var usual = limits.MinRequestBodyDataRate;
        // The result arrives without delay.
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 1_000_000, gracePeriod: TimeSpan.FromSeconds(1.1));
        try
        {
            using var lines = await RawRequest.BeginAsync(app, "/v1/events", MediaTypes.Lines);
            await lines.SendAsync(Scenarios.Flowers().ToJsonString() + "\n");
            Assert.Equal(201, (int)(await lines.AnswerAsync())["status"]!);
            using var meeting = await RawRequest.BeginAsync(app, "/v1/meetings", MediaTypes.Json);
            await meeting.SendAsync("{");

            // It began to pause after the lines did.
            Assert.Equal("body-too-slow", (string)(await meeting.AnswerAsync())["type"]!);

            await lines.SendAsync(Scenarios.Flowers().ToJsonString() + "\n");
            var result = await lines.AnswerAsync();
            Assert.Equal((2, 201), ((int)result["line"]!, (int)result["status"]!));
            await lines.EndAsync();
        }
        finally
        {
            limits.MinRequestBodyDataRate = usual;
        }
    }

    [Fact]
    public async Task An_import_ends_two_minutes_after_the_last_recorded_line_whatever_else_is_sent()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = TestApp.EstablishedWith([], clock);
        await app.InitializeAsync();
        using var lines = await RawRequest.BeginAsync(app, "/v1/events", MediaTypes.Lines);
        for (var line = 1; line <= 3; line++)
        {
            await lines.SendAsync(Scenarios.Flowers().ToJsonString() + "\n");
            Assert.Equal((line, 201), Status(await lines.AnswerAsync()));
            clock.Advance(TimeSpan.FromSeconds(60));
            await lines.SendAsync("no json\n");
            Assert.Equal((++line, 400), Status(await lines.AnswerAsync()));
            clock.Advance(TimeSpan.FromSeconds(59));
        }

        clock.Advance(TimeSpan.FromSeconds(1));

        var end = await lines.AnswerAsync().WaitAsync(TimeSpan.FromSeconds(30), TestApp.Cancel);
        Assert.Equal((5, 408), Status(end));
        Assert.Equal("import-too-slow", (string)end["type"]!);
        await lines.EndedAsync();
    }

    [Fact]
    public async Task An_import_ends_after_its_whole_time_however_much_is_recorded()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = TestApp.EstablishedWith(new() { ["Limits:ImportTime"] = "00:03:00" }, clock);
        await app.InitializeAsync();
        using var lines = await RawRequest.BeginAsync(app, "/v1/events", MediaTypes.Lines);
        for (var line = 1; line <= 3; line++)
        {
            await lines.SendAsync(Scenarios.Flowers().ToJsonString() + "\n");
            Assert.Equal((line, 201), Status(await lines.AnswerAsync()));
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        var end = await lines.AnswerAsync().WaitAsync(TimeSpan.FromSeconds(30), TestApp.Cancel);

        Assert.Equal((4, 408), Status(end));
        Assert.Contains("at most 180 seconds", (string)end["detail"]!, StringComparison.Ordinal);
        await lines.EndedAsync();
    }

    private static (int Line, int Status) Status(JsonNode result) => ((int)result["line"]!, (int)result["status"]!);

    [Fact]
    public async Task A_correction_finds_its_target_earlier_in_the_same_batch()
    {
        var flowers = Scenarios.Flowers();
        var id = Identifiers.ActivityId((string)flowers["source"]!, (string)flowers["id"]!);
        JsonObject Retraction() => Scenarios.Event("entry-retracted", null,
            new JsonObject { ["targetEventId"] = id.ToString(), ["reason"] = "Ghi trùng" });

        var results = await SendAsync(
            Retraction().ToJsonString(), flowers.ToJsonString(), Retraction().ToJsonString());

        Assert.Equal(["1 422 unknown-activity", "2 201", "3 201"], results.Select(Summary));
    }

    [Fact]
    public async Task Lines_may_be_more_than_a_body_of_another_kind_could_hold()
    {
        var lines = Enumerable.Range(0, 1_500)
            .Select(_ => Scenarios.Flowers().ToJsonString().PadRight(800)).ToArray();
        Assert.True(lines.Sum(line => line.Length) > 1 << 20, "The lines must be more than 1 MiB.");

        var results = await SendAsync(lines);

        Assert.Equal(Enumerable.Range(1, 1_500).Select(number => $"{number} 201"), results.Select(Summary));
        var positions = results.Select(result => (long)result["position"]!).ToArray();
        Assert.Equal(positions.Order(), positions);
    }

    [Fact]
    public async Task A_line_sees_the_lines_before_it()
    {
        string[] story =
        [
            Samples.RemarksDelivered("story").CloudEvent().ToJsonString(),
            Samples.MeetingHeld("story").CloudEvent().ToJsonString(),
            Samples.RemarksDelivered("story").CloudEvent().ToJsonString(),
        ];

        Assert.Equal(["1 422 unknown-meeting", "2 201", "3 201"], (await SendAsync(story)).Select(Summary));
    }

    [Fact]
    public async Task Many_lines_keep_their_order_see_each_other_and_repeat_nothing()
    {
        var lines = Enumerable.Range(0, 100).SelectMany(n => new[]
        {
            Samples.MeetingHeld($"of-many-{n}").CloudEvent(), Samples.RemarksDelivered($"of-many-{n}").CloudEvent(),
            Scenarios.Flowers(),
        }).Select(line => line.ToJsonString()).ToArray();

        var results = await SendAsync(lines);
        var again = await SendAsync([.. lines, Scenarios.Flowers().ToJsonString()]);

        Assert.All(results, result => Assert.Equal((201, false), ((int)result["status"]!, (bool)result["duplicate"]!)));
        var positions = results.Select(result => (long)result["position"]!).ToArray();
        Assert.Equal(positions.Order().Distinct(), positions);
        Assert.Equal(positions, again.SkipLast(1).Select(result => (long)result["position"]!));
        Assert.All(again.SkipLast(1), result => Assert.True((bool)result["duplicate"]!));
        Assert.False((bool)again[^1]["duplicate"]!);
        Assert.Equal(2, await app.VersionAsync("meeting/of-many-99"));
        Assert.Equal(lines.Length, (await app.EventsAsync($"after={positions[0] - 1}")).Length - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \r\n")]
    public async Task No_lines_give_no_results(string body) =>
        Assert.Equal("", (await app.PostRawAsync("/v1/events", body, "application/x-ndjson"))
            .Expect(HttpStatusCode.OK).Text);

    [Fact]
    public async Task A_client_that_reads_nothing_before_it_has_sent_everything_gets_every_result()
    {
        // Request and response are both larger than all buffers in between.
        const int Lines = 100_000;
        var line = $"{new string('?', 250)}\n";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestApp.Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        using var body = new StringContent(
            string.Concat(Enumerable.Repeat(line, Lines)), Encoding.UTF8, "application/x-ndjson");

        using var answer = await app.Http.PostAsync("/v1/events", body, patience.Token);

        var results = (await answer.Content.ReadAsStringAsync(patience.Token))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(1, Lines).Select(number => (long)number),
            results.Select(result => (long)JsonNode.Parse(result)!["line"]!));
    }

    private async Task<JsonNode[]> SendAsync(params string[] lines)
    {
        var answer = await app.PostRawAsync("/v1/events", string.Join('\n', lines), "application/x-ndjson");
        Assert.Equal("application/x-ndjson", answer.Expect(HttpStatusCode.OK).ContentHeaders.ContentType?.MediaType);
        return
        [
            .. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!),
        ];
    }

    private static string Summary(JsonNode result) =>
        string.Join(' ', new[]
        {
            $"{result["line"]}", $"{result["status"]}", (string?)result["type"],
            result["duplicate"]?.GetValue<bool>() == true ? "again" : null,
        }.OfType<string>());
}
