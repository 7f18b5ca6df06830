using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines;
using ClusterEvents.TransparencyLog;
using Marten;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// A sealed and projected history of more than one tile, with corrections and a person. Tests can alter its tables
/// directly and restore them.
/// </summary>
public sealed class SealedApp : EstablishedApp
{
    private static readonly string[] Tables =
    [
        "mt_events", "mt_streams", "log_leaf", "log_tile", "log_checkpoint", "log_cosignature", "log_key",
        "timeline_state", "activity_v6", "timeline_row_v6", "timeline_v6", "listing_v6", "claim",
        "source_owner",
    ];

    private readonly NoteSigner _witness = NoteSigner.Generate("witness.example/can-tho");

    /// <summary>The flowers that were corrected.</summary>
    public string Corrected { get; private set; } = "";

    /// <summary>The remarks of a person.</summary>
    public string Remarks { get; private set; } = "";

    /// <summary>Verifies the store with the key of its witness in the settings.</summary>
    public Task<AuditReport> VerifyAsync(params PublishedCheckpoint[] held)
    {
        var witnesses = new WitnessSettings([new(_witness.Witness, new("http://witness.example/"))], Quorum: 1);
        return new Audit(Database, Get<IDocumentStore>(), Get<EventCatalogue>(), witnesses, Get<LogKeys>(),
                Get<IEnumerable<IIntegrityCheck>>(), TimeProvider.System)
            .RunAsync(new(held, []), _ => { }, Cancel);
    }

    /// <summary>Restores all tables.</summary>
    public Task RestoreAsync() => TamperAsync(
        $"truncate {string.Join(", ", Tables.Select(table => $"clusterevents.{table}"))};"
        + string.Join(';', Tables.Select(table =>
            $"insert into clusterevents.{table} select * from original.{table}")));

    /// <summary>Continues sealing, as a node does by itself.</summary>
    public async Task SealAsync()
    {
        await using var query = Database.CreateCommand(
            $"""
            select max(seq_id) from clusterevents.mt_events
            except select position from clusterevents.log_leaf
              where index = (select max(size) - 1 from clusterevents.log_checkpoint)
            """);
        await Eventually.FindAsync(async () =>
        {
            await Get<SealingPass>().SealAsync(Cancel);
            return await query.ExecuteScalarAsync(Cancel) is null;
        }, isSealed => isSealed);
    }

    protected override async Task ArrangeAsync()
    {
        var flowers = (await PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        Corrected = (string)flowers.Json["activityId"]!;
        // Signed before the rest is recorded, so that there are states at several positions.
        await SettledAsync(TimeSpan.FromSeconds(30));
        var meeting = await this.GivenMeetingAsync();
        var remarks = await PostAsync(
            $"/v1/{meeting.Replace("meeting/", "meetings/", StringComparison.Ordinal)}/remarks",
            new JsonObject
            {
                ["occurredOn"] = Scenarios.Today,
                ["kind"] = "Closing",
                ["cityIds"] = new JsonArray("can-tho"),
                ["person"] = new JsonObject { ["name"] = "Nguyễn Văn A", ["rank"] = "Đại tá", ["post"] = "Giám đốc" },
                ["gist"] = "Đánh giá kết quả sáu tháng đầu năm",
            });
        Remarks = (string)remarks.Expect(HttpStatusCode.Created).Json["activityId"]!;
        (await PostAsync($"/v1/activities/{Corrected}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(
                new JsonObject { ["field"] = "place", ["old"] = "Nhà tưởng niệm", ["new"] = "Đền thờ" }),
            ["reason"] = "Địa điểm khác",
        })).Expect(HttpStatusCode.Created);
        var lines = new StringBuilder();
        for (var i = 0; i < 300; i++) lines.Append(Scenarios.Flowers().ToJsonString()).Append('\n');
        (await PostRawAsync("/v1/events", lines.ToString(), "application/x-ndjson")).Expect(HttpStatusCode.OK);
        await SettledAsync(TimeSpan.FromSeconds(30));
        // Projection and sealer are stopped, so that alterations are neither repaired nor sealed during a test.
        await Get<IEnumerable<IHostedService>>().OfType<Sealer>().Single().StopAsync(Cancel);
        await CosignAsync();
        await TamperAsync("create schema original;" + string.Join(';', Tables.Select(table =>
            $"create table original.{table} as table clusterevents.{table}")));
    }

    /// <summary>A witness without a network connection that cosigns every checkpoint.</summary>
    private async Task CosignAsync()
    {
        await using var query = Database.CreateCommand("select size, note from clusterevents.log_checkpoint");
        await using var rows = await query.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
        {
            Assert.True(SignedNote.TryParse(rows.GetString(1), out var note));
            await using var insert =
                Database.CreateCommand("insert into clusterevents.log_cosignature values ($1, $2, $3)");
            insert.Parameters.Add(new() { Value = rows.GetInt64(0) });
            insert.Parameters.Add(new() { Value = _witness.Name });
            insert.Parameters.Add(new() { Value = _witness.Cosign(note.Text, DateTimeOffset.UnixEpoch) });
            await insert.ExecuteNonQueryAsync(Cancel);
        }
    }
}
