using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Recording;
using ClusterEvents.Timelines;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// A history of more than a tile, with corrections and a person in it, sealed and shown to its end. Its tables can be
/// altered behind the program's back, and put right again.
/// </summary>
public sealed class SealedApp : EstablishedApp
{
    private static readonly string[] Tables =
    [
        "mt_events", "mt_streams", "log_leaf", "log_tile", "log_checkpoint", "log_key", "timeline_state", "activity_v2",
        "timeline_row_v2", "timeline_v2", "claim",
    ];

    /// <summary>The flowers that were corrected.</summary>
    public string Corrected { get; private set; } = "";

    /// <summary>The remarks of a person.</summary>
    public string Remarks { get; private set; } = "";

    public Task<AuditReport> VerifyAsync(params PublishedCheckpoint[] held) =>
        Get<Audit>().RunAsync(held, _ => { }, Cancel);

    /// <summary>Waits until everything on record is shown, sealed and signed.</summary>
    public async Task SettledAsync()
    {
        var newest = await Get<EventReplay>().NewestAsync(Cancel);
        Assert.True(await Get<TimelineProgress>().ReachAsync(newest, TimeSpan.FromSeconds(30), Cancel), "not shown");
        Assert.True(await Get<LogProgress>().ReachAsync(newest, TimeSpan.FromSeconds(30), Cancel), "not sealed");
    }

    /// <summary>Does as the owner of the database can, with the triggers off.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = await Database.OpenConnectionAsync(Cancel);
        await using var command = new NpgsqlCommand(
            $"begin; set local session_replication_role = replica; {sql}; commit", connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>Puts every table back to what it was.</summary>
    public Task RestoreAsync() => TamperAsync(
        $"truncate {string.Join(", ", Tables.Select(table => $"clusterevents.{table}"))};"
        + string.Join(';', Tables.Select(table =>
            $"insert into clusterevents.{table} select * from original.{table}")));

    /// <summary>Goes on sealing, as a node does by itself.</summary>
    public async Task SealAsync()
    {
        while (await Get<SealingPass>().SealAsync(Cancel)) { }
    }

    protected override async Task ArrangeAsync()
    {
        await base.ArrangeAsync();
        var flowers = (await PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        Corrected = (string)flowers.Json["activityId"]!;
        var meeting = await this.HeldMeetingAsync();
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
        await SettledAsync();
        // What is altered here must not be put right, or sealed, in the middle of a test.
        await Get<IEnumerable<IHostedService>>().OfType<Sealer>().Single().StopAsync(Cancel);
        await TamperAsync("create schema original;" + string.Join(';', Tables.Select(table =>
            $"create table original.{table} as table clusterevents.{table}")));
    }
}
