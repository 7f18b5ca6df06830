using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Corrections;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Projection;
using Marten;
using Npgsql;
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
        await first.DisposeAsync();
        await RenameAsync(first.ConnectionString);

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
        Assert.DoesNotContain((await VerifyAsync(app)).Findings,
            finding => finding.Code is "event-altered" or "replay-stopped");
        (await app.CorrectAsync(id, ("place", "Đền thờ", "Nhà tưởng niệm"))).Expect(HttpStatusCode.Created);
    }

    private static async Task<string> TimelineAsync(TestApp app) => (await app.TimelineAsync("cities/can-tho")).Text;

    private static Task<AuditReport> VerifyAsync(TestApp app) => new Audit(
        app.Database, app.Get<IDocumentStore>(), app.Get<EventCatalogue>(), app.Get<WitnessSettings>(),
        TimeProvider.System).RunAsync([], _ => { }, TestApp.Cancel);

    /// <summary>
    /// Puts the names of earlier classes beside all events; the triggers do not let anybody else do that.
    /// </summary>
    private static async Task RenameAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestApp.Cancel);
        await using var rename = new NpgsqlCommand(
            """
            begin; set local session_replication_role = replica;
            update clusterevents.mt_events set mt_dotnet_type =
              regexp_replace(mt_dotnet_type, '^ClusterEvents\.Domain\.(.*), ClusterEvents\.Domain$',
                'ClusterEvents.\1, ClusterEvents');
            commit
            """, connection);
        await rename.ExecuteNonQueryAsync(TestApp.Cancel);
        await using var query = new NpgsqlCommand(
            "select count(*) from clusterevents.mt_events where mt_dotnet_type = $1", connection);
        query.Parameters.Add(new() { Value = Earlier });
        Assert.Equal(1L, await query.ExecuteScalarAsync(TestApp.Cancel));
    }
}
