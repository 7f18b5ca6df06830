using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Corrections;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Projection;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>
/// Beside each event stands the class that it was recorded with. Programs before this one had these classes under
/// other names, such as <c>ClusterEvents.Ceremonies.FlowersOffered, ClusterEvents</c>; what they recorded is
/// read by its type.
/// </summary>
public sealed class EarlierClassNamesTests
{
    private const string Earlier = "ClusterEvents.Ceremonies.FlowersOffered, ClusterEvents";

    [Fact]
    public async Task What_an_earlier_program_recorded_reads_as_before()
    {
        await using var first = new EstablishedApp();
        await first.InitializeAsync();
        var flowers = (await first.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var id = (string)flowers.Json["activityId"]!;
        (await first.CorrectAsync(id, ("place", "Nhà tưởng niệm", "Đền thờ"))).Expect(HttpStatusCode.Created);
        var (shown, activity) = (await TimelineAsync(first), (await first.GetAsync($"/v1/activities/{id}")).Text);
        await RenameAsync(first);
        await first.DisposeAsync();

        // Another version of the timelines is built from the first event on.
        await using var app = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = first.ConnectionString },
            timelines: new TimelineVersion(TimelineVersion.Current.Number + 1));
        await app.InitializeAsync();
        var newest = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);
        Assert.True(await app.Get<TimelineProgress>().ReachAsync(newest, TimeSpan.FromSeconds(60), TestApp.Cancel));

        Assert.Equal(shown, await Eventually.FindAsync(() => TimelineAsync(app), text => text == shown));
        Assert.Equal(activity, (await app.GetAsync($"/v1/activities/{id}")).Text);
        var replayed = (await app.GetAsync("/v1/audit/replay/cities/can-tho")).Expect(HttpStatusCode.OK);
        Assert.Equal(JsonNode.Parse(shown)!["entries"]!.ToJsonString(), replayed.Json["entries"]!.ToJsonString());
        Assert.DoesNotContain(
            (await app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Findings,
            finding => finding.Code is "event-altered" or "replay-stopped");
        (await app.CorrectAsync(id, ("place", "Đền thờ", "Nhà tưởng niệm"))).Expect(HttpStatusCode.Created);
    }

    private static async Task<string> TimelineAsync(TestApp app) => (await app.TimelineAsync("cities/can-tho")).Text;

    /// <summary>
    /// Puts the names of earlier classes beside all events; the triggers do not let anybody else do that.
    /// </summary>
    private static async Task RenameAsync(TestApp app)
    {
        await app.TamperAsync(
            """
            update clusterevents.mt_events set mt_dotnet_type =
              regexp_replace(mt_dotnet_type, '^ClusterEvents\.Domain\.(.*), ClusterEvents\.Domain$',
                'ClusterEvents.\1, ClusterEvents')
            """);
        await using var query = app.Database.CreateCommand(
            "select count(*) from clusterevents.mt_events where mt_dotnet_type = $1");
        query.Parameters.Add(new() { Value = Earlier });
        Assert.Equal(1L, await query.ExecuteScalarAsync(TestApp.Cancel));
    }
}
