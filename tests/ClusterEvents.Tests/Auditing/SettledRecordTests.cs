using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using Marten;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>Replays and comparisons during recording see a consistent state, which later readers see too.</summary>
public sealed class SettledRecordTests
{
    private static readonly StreamKey CanTho = new(StreamKinds.City, "can-tho");

    [Fact]
    public async Task Differences_end_before_a_position_that_may_still_be_filled()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var before = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);
        await using var slow = await SlowRecording.BeginAsync(app);
        var later = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);

        var (replayed, compared) = await ReadAsync(app);
        Assert.Equal((before, before), (replayed.Position, (long)compared.Json["to"]!));
        Assert.All([replayed, compared], answer => Assert.DoesNotContain(IdOf(later), answer.Text));

        await slow.CommitAsync();
        (replayed, compared) = await ReadAsync(app);
        Assert.Equal((later.Position, later.Position), (replayed.Position, (long)compared.Json["to"]!));
        Assert.All([replayed, compared], answer => Assert.Contains(IdOf(later), answer.Text));
    }

    [Fact]
    public async Task A_correction_recorded_during_a_replay_is_not_skipped()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var flowers = (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var store = Interrupted.Before(app.Get<IDocumentStore>(), () => CorrectAsync(app, flowers));

        var meanwhile = await RebuildAsync(app, store);
        var afterwards = await RebuildAsync(app, app.Get<IDocumentStore>());

        Assert.Equal((flowers.Position, false), meanwhile);
        Assert.Equal((flowers.Position + 1, true), afterwards);
    }

    private static async Task<(Answer Replayed, Answer Compared)> ReadAsync(TestApp app) => (
        (await app.GetAsync("/v1/audit/replay/cities/can-tho")).Expect(HttpStatusCode.OK),
        (await app.GetAsync("/v1/audit/differences?timeline=city/can-tho")).Expect(HttpStatusCode.OK));

    private static string IdOf(Answer recorded) => (string)recorded.Json["activityId"]!;

    private static async Task CorrectAsync(TestApp app, Answer recorded) =>
        (await app.PostAsync($"/v1/activities/{IdOf(recorded)}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(
                new JsonObject { ["field"] = "place", ["old"] = "Nhà tưởng niệm", ["new"] = "Đền thờ" }),
            ["reason"] = "Địa điểm khác",
        })).Expect(HttpStatusCode.Created);

    /// <summary>The position of a replay, and whether it shows an entry as corrected.</summary>
    private static async Task<(long Position, bool Corrected)> RebuildAsync(TestApp app, IDocumentStore store)
    {
        var replay = new TimelineReplay(store, app.Database, app.Get<EventCatalogue>(), app.Get<EntryNames>());
        var page = await replay.RebuildAsync(CanTho, null, new(), TestApp.Cancel);
        return (page!.Position, page.Entries.Any(entry =>
            entry.Body.Contains("\"corrected\":true", StringComparison.Ordinal)));
    }

    /// <summary>A store that runs an action before each session starts to read.</summary>
    public class Interrupted : DispatchProxy
    {
        private IDocumentStore _store = null!;
        private Func<Task> _meanwhile = null!;

        internal static IDocumentStore Before(IDocumentStore store, Func<Task> meanwhile)
        {
            var proxy = Create<IDocumentStore, Interrupted>();
            ((Interrupted)(object)proxy)._store = store;
            ((Interrupted)(object)proxy)._meanwhile = meanwhile;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IDocumentStore.QuerySession))
                Task.Run(_meanwhile).GetAwaiter().GetResult();
            return targetMethod.Invoke(_store, args);
        }
    }
}
