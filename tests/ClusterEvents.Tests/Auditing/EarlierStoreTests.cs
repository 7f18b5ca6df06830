using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Evidence;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Tests.Corrections;
using ClusterEvents.TransparencyLog;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// A store from before texts, recorders and attributes were salted: its leaves, checkpoints and receipts stay valid
/// beside those of today.
/// </summary>
public sealed class EarlierStoreTests
{
    private const string Name = "Nguyễn Văn Đức";

    [Fact]
    public async Task Leaves_and_receipts_of_the_first_version_stay_valid_also_after_an_erasure()
    {
        string remarks, connection;
        await using (var before = new EstablishedApp())
        {
            await before.InitializeAsync();
            connection = before.ConnectionString;
            await before.SettledAsync(TimeSpan.FromMinutes(1));
            await before.Get<IEnumerable<IHostedService>>().OfType<Sealer>().Single().StopAsync(TestApp.Cancel);
            remarks = await RemarksAsync(before);
            (await before.CorrectAsync(remarks, ("person.name", Name, "Lê Thị Hoa"))).Expect(HttpStatusCode.Created);
            (await before.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
            await AsOfTheFirstVersionAsync(before);
        }

        await using var app = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = connection });
        await app.InitializeAsync();
        await app.SettledAsync(TimeSpan.FromMinutes(1));
        var leaf = await LeafAsync(app, remarks);
        var receipt = (await app.GetAsync($"/v1/activities/{remarks}/receipt")).Expect(HttpStatusCode.OK).Text;
        // What was recorded then is in clear, but for the fields of the person.
        Assert.Contains("\"recordedby\":\"local-developer\"", leaf, StringComparison.Ordinal);
        Assert.Contains($"\"gist\":\"{Name} nói\"", leaf, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"sha256:", leaf, StringComparison.Ordinal);
        await CleanAsync(app);

        (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        var erased = (await app.PostAsync($"/v1/activities/{remarks}/erasure",
            new { LegalBasis = "x", RequestedBy = "x", Reason = "x" })).Expect(HttpStatusCode.Created).Json;
        await app.SettledAsync(TimeSpan.FromMinutes(1));

        Assert.Contains(erased["remaining"]!.AsArray(), one => (string)one!["where"]! == "field-in-clear"
            && (string?)one["activityId"] == remarks && (string?)one["field"] == "/gist");
        Assert.Equal(leaf, await LeafAsync(app, remarks));
        Assert.True(Receipt.TryParse(receipt, out var kept));
        Assert.True(NoteVerifier.TryParse((await app.GetAsync("/log/keys")).Text.Trim(), out var key));
        Assert.Null(kept.Fault(TreeHash.OfLeaf(Encoding.UTF8.GetBytes(leaf)), [key]));
        await CleanAsync(app);
        var folder = Directory.CreateTempSubdirectory("clusterevents-earlier-").FullName;
        await app.Get<EvidenceExport>().WriteAsync(folder, _ => { }, TestApp.Cancel);
        Assert.Equal(0, await Verifier.Program.Main(["folder", folder, "--key", key.Key]));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Makes of events that have no leaf yet what an earlier service stored.</summary>
    private static Task AsOfTheFirstVersionAsync(TestApp app) => app.TamperAsync(
        """
        update clusterevents.mt_events e set type = replace(e.type, '.v2', '.v1'),
          headers = case when kept.salts is null then e.headers - 'salts'
            else jsonb_set(e.headers, '{salts}', kept.salts) end
        from clusterevents.mt_events same, lateral (
          select jsonb_object_agg(key, value) as salts from jsonb_each_text(same.headers->'salts')
          where key like '/person/%' or key like '/changes/%') kept
        where same.seq_id = e.seq_id
          and e.seq_id > (select max(position) from clusterevents.log_leaf)
        """);

    private static async Task<string> RemarksAsync(TestApp app) =>
        (string)(await app.PostEventAsync(Scenarios.Event("remarks-delivered", await app.GivenMeetingAsync(),
            new JsonObject
            {
                ["occurredOn"] = Scenarios.Today,
                ["kind"] = "Closing",
                ["cityIds"] = new JsonArray("can-tho"),
                ["person"] = new JsonObject { ["name"] = Name, ["rank"] = "Đại tá" },
                ["gist"] = $"{Name} nói",
            }))).Expect(HttpStatusCode.Created).Json["activityId"]!;

    private static async Task CleanAsync(TestApp app) =>
        Assert.Empty((await app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Findings);

    private static async Task<string> LeafAsync(TestApp app, string id)
    {
        await using var query = app.Database.CreateCommand(
            $"""
            select convert_from(l.entry, 'UTF8') from clusterevents.log_leaf l
            join clusterevents.mt_events e on e.seq_id = l.position where e.id = '{id}'
            """);
        return (string)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
