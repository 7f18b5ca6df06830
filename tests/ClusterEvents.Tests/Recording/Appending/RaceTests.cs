using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Tests.Recording.Shapes;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording.Appending;

public sealed class RaceTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const int Clients = 16;

    [Fact]
    public async Task One_CloudEvent_sent_by_many_at_once_is_recorded_once()
    {
        var flowers = Scenarios.Flowers();

        var answers = await TogetherAsync(_ => app.PostEventAsync(flowers.DeepClone()));

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Single(answers.Select(answer => (string)answer.Json["activityId"]!).Distinct());
        Assert.Single(answers, answer => !(bool)answer.Json["duplicate"]!);
        Assert.Single(await app.EventsAsync($"subject={answers[0].Stream}"));
    }

    [Fact]
    public async Task One_Idempotency_Key_sent_by_many_at_once_is_one_recording_and_one_answer()
    {
        var answers = await TogetherAsync(_ =>
            app.PostAsync("/v1/meetings", Scenarios.Meeting(), ("Idempotency-Key", "together")));

        Assert.Single(answers.Select(answer => answer.Expect(HttpStatusCode.Created).Text).Distinct());
        Assert.Single(await app.EventsAsync($"subject={answers[0].Stream}"));
    }

    [Fact]
    public async Task Many_that_change_one_stream_at_once_get_versions_without_a_gap()
    {
        await app.GivenAsync(Samples.MeetingHeld("crowded"));
        var remarks = Samples.RemarksDelivered("crowded");

        var answers = await TogetherAsync(_ => app.PostAsync(remarks.Route, remarks.Data));

        var recorded = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToArray();
        Assert.All(answers.Except(recorded), answer => answer.Refused(HttpStatusCode.Conflict, "concurrent-write"));
        Assert.Equal(Enumerable.Range(2, recorded.Length).Select(version => (long)version),
            recorded.Select(answer => (long)answer.Json["version"]!).Order());
        Assert.Equal(1 + recorded.Length, await app.VersionAsync("meeting/crowded"));
    }

    [Fact]
    public async Task An_event_that_may_occur_once_is_recorded_once_whatever_the_concurrency()
    {
        await app.GivenAsync(Samples.MeetingScheduled("contested"));
        var cancelled = Samples.MeetingCancelled("contested");

        var answers = await TogetherAsync(_ => app.PostAsync(cancelled.Route, cancelled.Data));

        var first = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Except([first]),
            answer => answer.Refused(HttpStatusCode.UnprocessableEntity, "meeting-cancelled"));
        Assert.Equal(2, await app.VersionAsync("meeting/contested"));
    }

    [Fact]
    public async Task A_claim_is_held_by_one_stream_however_many_ask()
    {
        var answers = await TogetherAsync(client =>
        {
            var city = Samples.CityRegistered($"claimed-{client}", $"Thành phố {client}", "55");
            return app.PostAsync(city.Route, city.Data);
        });

        var first = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Except([first]),
            answer => answer.Refused(HttpStatusCode.UnprocessableEntity, "gso-code-taken"));
    }

    [Fact]
    public async Task A_refusal_among_many_requests_keeps_none_of_the_others_out()
    {
        var answers = await TogetherAsync(client =>
        {
            var gifts = Samples.CommunityActivityHeld($"mixed-{client}");
            if (client % 2 == 1) gifts = gifts.With("cityIds", new JsonArray("nowhere"));
            return app.PostAsync(gifts.Route, gifts.Data);
        });

        foreach (var (client, answer) in answers.Index())
            if (client % 2 == 0) answer.Expect(HttpStatusCode.Created);
            else answer.Refused(HttpStatusCode.UnprocessableEntity, "unknown-city");
    }

    [Fact]
    public async Task A_guarded_change_by_many_at_once_succeeds_once()
    {
        await app.GivenAsync(Samples.MeetingHeld("guarded-by-many"));
        var remarks = Samples.RemarksDelivered("guarded-by-many");

        var answers = await TogetherAsync(_ => app.PostAsync(remarks.Route, remarks.Data, ("If-Match", "\"1\"")));

        var first = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Except([first]), answer => Assert.True(
            answer.Status is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict, answer.Text));
        Assert.Equal(2, await app.VersionAsync("meeting/guarded-by-many"));
    }

    [Fact]
    public async Task A_change_by_another_node_between_decision_and_append_prevents_the_append()
    {
        await using var other = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await using var held = await other.BeginTransactionAsync(TestApp.Cancel);
        await ExecuteAsync(other, "lock table clusterevents.claim in access exclusive mode");
        var launched = Samples.CampaignLaunched("decided-too-early");
        var answering = app.PostAsync(launched.Route, launched.Data);
        // It has read the cluster, and now looks up the claim of the campaign's name.
        await Eventually.FindAsync(() => WaitsForAsync("claim"), waits => waits);

        await ExecuteAsync(
            other, "update clusterevents.mt_streams set version = version + 1 where id = 'cluster/cum-1-bca'");
        await held.CommitAsync(TestApp.Cancel);

        (await answering).Refused(HttpStatusCode.Conflict, "concurrent-write");
        Assert.Equal(0, await app.VersionAsync("campaign/decided-too-early"));
        await ExecuteAsync(
            other, "update clusterevents.mt_streams set version = version - 1 where id = 'cluster/cum-1-bca'");
        (await app.PostAsync(launched.Route, launched.Data)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_repetition_is_not_rejected_by_what_its_first_attempt_commits_meanwhile()
    {
        await app.GivenAsync(Samples.MeetingScheduled("cancelled-twice"), Samples.MeetingCancelled("as-an-example"));
        var cancelled = Samples.MeetingCancelled("cancelled-twice").CloudEvent();
        // A node without a cache, which loads everything from the database.
        await using var other = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = app.ConnectionString });
        await other.InitializeAsync();
        await using var first = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await using var attempt = await first.BeginTransactionAsync(TestApp.Cancel);
        await ExecuteAsync(first,
            $"""
            set local session_replication_role = replica;
            insert into clusterevents.mt_events select (jsonb_populate_record(e, jsonb_build_object(
              'seq_id', nextval('clusterevents.mt_events_sequence'), 'stream_id', 'meeting/cancelled-twice',
              'id', '{Identifiers.ActivityId((string)cancelled["source"]!, (string)cancelled["id"]!)}'))).*
            from clusterevents.mt_events e where stream_id = 'meeting/as-an-example' and version = 2;
            update clusterevents.mt_streams set version = 2 where id = 'meeting/cancelled-twice';
            lock table clusterevents.mt_streams in access exclusive mode
            """);

        var repeating = other.PostEventAsync(cancelled);
        await Eventually.FindAsync(() => WaitsForAsync("mt_streams"), waits => waits);
        await attempt.CommitAsync(TestApp.Cancel);

        Assert.True((bool)(await repeating).Expect(HttpStatusCode.Created).Json["duplicate"]!);
    }

    [Fact]
    public async Task Two_racing_nodes_lose_and_duplicate_nothing()
    {
        await using var other = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = app.ConnectionString });
        await other.InitializeAsync();
        await app.GivenAsync(Samples.MeetingHeld("between-nodes"));
        var remarks = Samples.RemarksDelivered("between-nodes");
        var flowers = Scenarios.Flowers();
        var recorded = 1;

        for (var round = 0; round < 5; round++)
        {
            var changes = await TogetherAsync(client =>
                (client % 2 == 0 ? app : other).PostAsync(remarks.Route, remarks.Data));
            var repeats = await TogetherAsync(client =>
                (client % 2 == 0 ? app : other).PostEventAsync(flowers.DeepClone()));

            recorded += changes.Count(answer => answer.Status == HttpStatusCode.Created);
            Assert.All(changes.Where(answer => answer.Status != HttpStatusCode.Created),
                answer => answer.Refused(HttpStatusCode.Conflict, "concurrent-write"));
            Assert.Single(repeats.Select(a => (string)a.Expect(HttpStatusCode.Created).Json["activityId"]!).Distinct());
        }

        Assert.Equal(recorded, await app.VersionAsync("meeting/between-nodes"));
        Assert.Equal(recorded, await other.VersionAsync("meeting/between-nodes"));
        Assert.Single(await other.EventsAsync($"subject=ceremony/{await IdOfAsync(flowers)}"));
    }

    /// <summary>Few are written in another way than many.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_cached_stream_is_replaced_by_what_another_node_recorded(int together)
    {
        await using var one = new EstablishedApp();
        await one.InitializeAsync();
        await using var other = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = one.ConnectionString });
        await other.InitializeAsync();
        await one.GivenAsync(Samples.MeetingHeld("remembered"));
        (await one.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        await other.GivenMemberAsync("hai-phong", "2021-01-01");
        var remarks = Samples.RemarksDelivered("remembered");
        (await other.PostAsync(remarks.Route, remarks.Data)).Expect(HttpStatusCode.Created);

        var flowers = (await one.PostEventAsync(
            new JsonArray([.. Enumerable.Range(0, together).Select(_ => Scenarios.Flowers())])))
            .Expect(HttpStatusCode.Created).Json.AsArray();
        Assert.All(await one.EventsAsync($"after={(long)flowers[0]!["position"]! - 1}"),
            recorded => Assert.Equal(3, recorded["data"]!["cityIds"]!.AsArray().Count));
        Assert.Equal(3,
            (long)(await one.PostAsync(remarks.Route, remarks.Data)).Expect(HttpStatusCode.Created).Json["version"]!);
    }

    [Fact]
    public async Task A_decision_waits_for_an_uncommitted_change_of_a_stream_that_it_reads()
    {
        await using var one = new EstablishedApp();
        await one.InitializeAsync();
        await one.GivenMemberAsync("hai-phong", "2021-01-01");
        await using var other = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = one.ConnectionString });
        await other.InitializeAsync();
        var meeting = Scenarios.Meeting("2022-06-01");
        meeting["cityIds"] = new JsonArray("hai-phong");
        (await other.PostAsync("/v1/meetings", meeting)).Expect(HttpStatusCode.Created);
        await using var held = await one.Database.OpenConnectionAsync(TestApp.Cancel);
        await ExecuteAsync(held,
            """
            create function hold() returns trigger language plpgsql
              as 'begin perform pg_advisory_xact_lock_shared(4711); return null; end';
            create constraint trigger hold after insert on clusterevents.mt_events deferrable initially deferred
              for each row when (new.type = 'member-left.v2') execute function hold();
            select pg_advisory_lock(4711);
            """);

        var leaving = one.PostAsync("/v1/clusters/cum-1-bca/departures", new
        {
            OccurredOn = "2022-05-01",
            Unit = new { Name = "Công an Hải Phòng" },
            CityId = "hai-phong",
            EffectiveOn = "2022-05-01",
        });
        await Eventually.FindAsync(
            () => AsksAsync(one, "locktype = 'advisory' and objid = 4711"), yes => yes);
        var late = other.PostAsync("/v1/meetings", meeting.DeepClone());
        await Task.WhenAny(late, Eventually.FindAsync(() => AsksAsync(one, "locktype = 'transactionid'"), yes => yes));
        await ExecuteAsync(held, "select pg_advisory_unlock(4711)");

        (await leaving).Expect(HttpStatusCode.Created);
        (await late).Refused(HttpStatusCode.UnprocessableEntity, "city-not-a-member");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestApp.Cancel);
    }

    /// <summary>Whether a session waits for a table locked by another transaction.</summary>
    private Task<bool> WaitsForAsync(string table) => AsksAsync(app, $"relation = 'clusterevents.{table}'::regclass");

    /// <summary>Whether a session waits for a lock of some kind.</summary>
    private static async Task<bool> AsksAsync(TestApp app, string what)
    {
        await using var query = app.Database.CreateCommand(
            $"select exists (select from pg_locks where not granted and {what})");
        return (bool)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    private async Task<string> IdOfAsync(JsonObject cloudEvent) =>
        (string)(await app.PostEventAsync(cloudEvent)).Expect(HttpStatusCode.Created).Json["activityId"]!;

    /// <summary>Releases all clients at the same time.</summary>
    private static async Task<Answer[]> TogetherAsync(Func<int, Task<Answer>> ask)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(async client =>
        {
            await start.Task;
            return await ask(client);
        }).ToArray();
        start.SetResult();
        return await Task.WhenAll(clients);
    }
}
