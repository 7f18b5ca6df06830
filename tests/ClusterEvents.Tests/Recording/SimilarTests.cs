using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Similar;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>Who records what stands already is told so, or refused if asked for.</summary>
public sealed class SimilarTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private static readonly (string, string) Rejecting = ("Prefer", "reject-similar");

    private static int s_day;

    [Fact]
    public async Task An_impatient_second_sending_is_told_of_the_first_before_any_timeline_shows_it()
    {
        var day = NewDay();
        var first = (await FlowersAsync(day)).Expect(HttpStatusCode.Created);
        var second = (await FlowersAsync(day)).Expect(HttpStatusCode.Created);

        Assert.Null(first.Json["similar"]);
        var similar = Assert.Single(second.Json["similar"]!.AsArray())!;
        Assert.Equal((string?)first.Json["activityId"], (string?)similar["activityId"]);
        Assert.Equal("local-developer", (string?)similar["recordedBy"]);
        Assert.Contains("Chủ tịch Hồ Chí Minh", (string?)similar["title"], StringComparison.Ordinal);
        Assert.EndsWith("Z", similar["recordedAt"]!.ToJsonString().Trim('"'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_the_timelines_show_is_found_in_the_language_of_the_reader()
    {
        var day = NewDay();
        var first = (await FlowersAsync(day)).Expect(HttpStatusCode.Created);
        await app.ProjectedAsync();

        var second = (await FlowersAsync(day, headers: ("Accept-Language", "en"))).Expect(HttpStatusCode.Created);
        var third = (await FlowersAsync(day)).Expect(HttpStatusCode.Created);

        var similar = Assert.Single(second.Json["similar"]!.AsArray())!;
        Assert.StartsWith("Flowers", (string?)similar["title"], StringComparison.Ordinal);
        Assert.Equal([IdOf(second), IdOf(first)], Ids(third));
    }

    [Theory]
    [InlineData("incense-offered", null, null)]
    [InlineData("flowers-offered", "2022-03-01", null)]
    [InlineData("flowers-offered", null, "can-tho")]
    public async Task Another_kind_day_or_city_is_not_similar(string type, string? day, string? city)
    {
        var own = NewDay();
        (await FlowersAsync(own)).Expect(HttpStatusCode.Created);
        await app.ProjectedAsync();
        (await FlowersAsync(own, place: "Nơi khác")).Expect(HttpStatusCode.Created);

        var other = Scenarios.Flowers(occurredOn: day ?? own);
        other["type"] = $"clusterevents.{type}.v1";
        if (city is not null)
        {
            other["data"]!["scope"] = "City";
            other["data"]!["cityIds"] = new JsonArray(city);
            other["data"]!["participants"] = new JsonArray(city);
        }

        Assert.Null((await app.PostEventAsync(other)).Expect(HttpStatusCode.Created).Json["similar"]);
    }

    [Fact]
    public async Task A_rough_date_is_similar_to_the_days_that_it_stands_for()
    {
        var month = Scenarios.Flowers(occurredOn: "2021-05-01");
        month["data"]!["precision"] = "Month";
        var first = (await app.PostEventAsync(month)).Expect(HttpStatusCode.Created);
        await app.ProjectedAsync();

        Assert.Equal([IdOf(first)], Ids((await FlowersAsync("2021-05-17")).Expect(HttpStatusCode.Created)));
        Assert.Null((await FlowersAsync("2021-06-01")).Expect(HttpStatusCode.Created).Json["similar"]);
    }

    [Fact]
    public async Task Progress_of_another_directive_is_not_similar()
    {
        var day = NewDay();
        var (one, other) = (await DirectiveAsync(day), await DirectiveAsync(day));
        var first = (await ProgressAsync(one, day)).Expect(HttpStatusCode.Created);

        Assert.Null((await ProgressAsync(other, day)).Expect(HttpStatusCode.Created).Json["similar"]);
        Assert.Equal([IdOf(first)], Ids((await ProgressAsync(one, day)).Expect(HttpStatusCode.Created)));
    }

    [Fact]
    public async Task Entries_of_one_batch_do_not_repeat_each_other()
    {
        var day = NewDay();
        var batch = new JsonArray(Scenarios.Flowers(occurredOn: day), Scenarios.Flowers(occurredOn: day));

        var first = (await app.PostEventAsync(batch)).Expect(HttpStatusCode.Created).Json.AsArray();
        var again = (await app.PostEventAsync(
            new JsonArray(Scenarios.Flowers(occurredOn: day)))).Expect(HttpStatusCode.Created).Json.AsArray();

        Assert.All(first, one => Assert.Null(one!["similar"]));
        Assert.Equal(
            first.Select(one => (string)one!["activityId"]!).Reverse(),
            again[0]!["similar"]!.AsArray().Select(one => (string)one!["activityId"]!));
    }

    [Fact]
    public async Task Nobody_waits_for_what_is_asked_about_a_large_batch_of_another()
    {
        var day = NewDay();
        var (held, queue) = (new HeldQuestions(app.Get<ISimilarEntries>()), app.Get<AppendQueue>());
        var answers = new SimilarAnswers(held, NullLogger<SimilarAnswers>.Instance);
        var many = await queue.RecordAsync(
            [.. Enumerable.Range(0, HeldQuestions.Large).Select(_ => DraftOf(day))], TestApp.Cancel);
        var one = await queue.RecordAsync([DraftOf(day)], TestApp.Cancel);

        var large = answers.ApplyAsync(many, Language.Vietnamese, TestApp.Cancel);
        var small = await answers.ApplyAsync(one, Language.Vietnamese, TestApp.Cancel);

        Assert.NotEmpty(Assert.Single(small).Similar!);
        Assert.False(large.IsCompleted);
        held.Release();
        Assert.Equal(HeldQuestions.Large, (await large).Count);
    }

    [Fact]
    public async Task A_repeated_recording_is_not_similar_to_itself()
    {
        var flowers = Scenarios.Flowers(occurredOn: NewDay());
        (await app.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        var again = (await app.PostEventAsync(flowers, Rejecting)).Expect(HttpStatusCode.Created);

        Assert.True((bool)again.Json["duplicate"]!);
        Assert.Null(again.Json["similar"]);
    }

    [Fact]
    public async Task Reject_similar_records_nothing_and_names_what_stands()
    {
        var day = NewDay();
        var first = (await FlowersAsync(day, headers: Rejecting)).Expect(HttpStatusCode.Created);
        var newest = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);

        var second = await FlowersAsync(day, headers: Rejecting);
        var batch = await app.PostEventAsync(
            new JsonArray(Scenarios.Flowers(occurredOn: NewDay()), Scenarios.Flowers(occurredOn: day)), Rejecting);

        Assert.Equal("reject-similar", first.Headers.GetValues("Preference-Applied").Single());
        second.Refused(HttpStatusCode.Conflict, "looks-like-a-repeat");
        batch.Refused(HttpStatusCode.Conflict, "looks-like-a-repeat");
        Assert.All([second, batch], refused => Assert.Equal([IdOf(first)], Ids(refused)));
        Assert.Equal("reject-similar", second.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal(newest, await app.Get<EventReplay>().NewestAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task Of_many_requests_at_once_reject_similar_records_one()
    {
        var day = NewDay();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FlowersAsync(day, headers: Rejecting)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.Code == "looks-like-a-repeat"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_retracted_is_not_similar(bool projected)
    {
        var day = NewDay();
        var first = (await FlowersAsync(day)).Expect(HttpStatusCode.Created);
        if (projected) await app.ProjectedAsync();
        (await app.PostAsync($"/v1/activities/{IdOf(first)}/retraction", new { reason = "Ghi nhầm" }))
            .Expect(HttpStatusCode.Created);

        (await FlowersAsync(day, headers: Rejecting)).Expect(HttpStatusCode.Created);
    }

    private Task<Answer> FlowersAsync(
        string day, string? place = null, params (string Name, string Value)[] headers)
    {
        var flowers = Scenarios.Flowers(occurredOn: day)["data"]!.DeepClone();
        if (place is not null) flowers["place"] = place;
        return app.PostAsync("/v1/ceremonies/flowers", flowers, headers);
    }

    private async Task<string> DirectiveAsync(string day) =>
        (await app.PostAsync("/v1/directives", new JsonObject
        {
            ["occurredOn"] = day,
            ["clusterId"] = Scenarios.Cluster,
            ["scope"] = "Cluster",
            ["issuer"] = new JsonObject { ["name"] = "Cụm thi đua số 1" },
            ["basis"] = "ConferenceConclusion",
            ["summary"] = "Hoàn thành nhiệm vụ",
            ["addressees"] = new JsonArray("can-tho", "da-nang"),
        })).Expect(HttpStatusCode.Created).Stream!;

    private Task<Answer> ProgressAsync(string directive, string day) =>
        app.PostAsync($"/v1/{directive.Replace("directive/", "directives/", StringComparison.Ordinal)}/progress",
            new JsonObject { ["occurredOn"] = day, ["city"] = "can-tho", ["note"] = "Đang thực hiện" });

    private static string[] Ids(Answer answer) =>
        [.. answer.Json["similar"]!.AsArray().Select(one => (string)one!["activityId"]!)];

    private static string IdOf(Answer answer) => (string)answer.Json["activityId"]!;

    /// <summary>A day of its own for each test: similar entries are those of one day.</summary>
    private static string NewDay() =>
        $"{new DateOnly(2022, 1, 10).AddDays(Interlocked.Increment(ref s_day)):yyyy-MM-dd}";

    private Draft DraftOf(string day) => app.Get<CloudEventReader>().Read(
        JsonSerializer.SerializeToElement(Scenarios.Flowers(occurredOn: day)), "", Recorder.System, preserve: false,
        new ValidationErrors())!;

    /// <summary>The program's own answers, of which those about many events wait.</summary>
    private sealed class HeldQuestions(ISimilarEntries entries) : ISimilarEntries
    {
        public const int Large = 64;

        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.SetResult();

        public async Task<IReadOnlyList<IReadOnlyList<SimilarEntry>>> FindAsync(
            IReadOnlyList<SimilarQuestion> questions, CancellationToken cancel)
        {
            if (questions.Count >= Large) await _released.Task.WaitAsync(cancel);
            return await entries.FindAsync(questions, cancel);
        }
    }
}
