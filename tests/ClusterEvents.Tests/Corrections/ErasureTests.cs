using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Tests.Auditing;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.TransparencyLog;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>Personal fields can be erased permanently; that they existed, and every proof, remains.</summary>
public sealed class ErasureTests(SealedApp app) : IClassFixture<SealedApp>
{
    private const string Name = "Nguyễn Văn A";
    private const string Other = "Trần Thị B";
    private const string Timeline = "cities/can-tho";
    private const string Kind = "&kind=RemarksDelivered";

    [Fact]
    public async Task Erased_values_are_gone_everywhere_and_every_proof_is_still_valid()
    {
        var receipt = (await app.GetAsync($"/v1/activities/{app.Remarks}/receipt")).Expect(HttpStatusCode.OK).Text;
        (await app.PostAsync($"/v1/activities/{app.Remarks}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(new JsonObject { ["field"] = "person.name", ["old"] = Name, ["new"] = Other }),
            ["reason"] = "Tên khác",
        })).Expect(HttpStatusCode.Created);
        var before = (await app.TimelineAsync(Timeline, Kind)).Position;
        Assert.Contains(Other, (await app.TimelineAsync(Timeline, Kind)).Text, StringComparison.Ordinal);

        var erased = await app.PostAsync($"/v1/activities/{app.Remarks}/erasure", new JsonObject
        {
            ["legalBasis"] = "Luật Bảo vệ dữ liệu cá nhân, điều 14",
            ["requestedBy"] = "Công an thành phố Cần Thơ",
            ["reason"] = "Người được nêu tên yêu cầu",
        });
        erased.Expect(HttpStatusCode.Created);
        await app.SealAsync();

        string[] readings =
        [
            (await app.TimelineAsync(Timeline, $"{Kind}&include=corrections,retracted")).Text,
            (await app.TimelineAsync(Timeline, $"{Kind}&include=corrections,retracted&knownAt={before}")).Text,
            (await app.TimelineAsync(Timeline, $"{Kind}&include=corrections,retracted&knownAt={before - 1}")).Text,
            (await app.GetAsync($"/v1/activities/{app.Remarks}")).Text,
            (await app.GetAsync("/v1/events")).Text,
            (await app.GetAsync((await app.GetAsync($"/v1/activities/{app.Remarks}")).Json["stream"]!
                .ToString().Insert(0, "/v1/streams/"))).Text,
            (await app.GetAsync("/v1/timelines/cities/can-tho.csv")).Text,
            await EverythingStoredAsync(),
        ];
        Assert.All(readings, text => Assert.DoesNotContain("Văn A", text, StringComparison.Ordinal));
        Assert.All(readings, text => Assert.DoesNotContain("Thị B", text, StringComparison.Ordinal));
        Assert.Contains("[erased]", readings[0], StringComparison.Ordinal);
        Assert.Empty((await app.TimelineAsync(Timeline, $"{Kind}&q={Uri.EscapeDataString(Other)}")).Entries);

        var report = await app.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal(2, report.Erased);
        Assert.Equal(receipt.Split('\n')[1],
            (await app.GetAsync($"/v1/activities/{app.Remarks}/receipt")).Text.Split('\n')[1]);
        await ReceiptStillHoldsAsync(receipt);
    }

    [Fact]
    public async Task An_erasure_that_timelines_have_not_reached_is_no_finding()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var remarks = (string)(await app.PostEventAsync(Scenarios.Event("remarks-delivered",
            await app.GivenMeetingAsync(), new JsonObject
            {
                ["occurredOn"] = Scenarios.Today,
                ["kind"] = "Closing",
                ["cityIds"] = new JsonArray("can-tho"),
                ["person"] = new JsonObject { ["name"] = Name, ["rank"] = "Đại tá" },
            }), ("Prefer", "receipt"))).Expect(HttpStatusCode.Created).Json["activityId"]!;
        Assert.Contains(Name, (await app.TimelineAsync(Timeline, Kind)).Text, StringComparison.Ordinal);
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        await using var behind = await connection.BeginTransactionAsync(TestApp.Cancel);
        await using var hold = new NpgsqlCommand("lock table clusterevents.activity_v6 in exclusive mode", connection);
        await hold.ExecuteNonQueryAsync(TestApp.Cancel);

        (await app.PostAsync($"/v1/activities/{remarks}/erasure",
            new JsonObject { ["legalBasis"] = "x", ["requestedBy"] = "x", ["reason"] = "x" }))
            .Expect(HttpStatusCode.Created);
        var report = await app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel);

        Assert.Empty(report.Findings);
        Assert.Equal(1, report.Erased);
    }

    [Fact]
    public async Task A_repetition_after_an_erasure_is_recognised_by_the_remaining_fields()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var meeting = Scenarios.Meeting();
        meeting["chair"] = new JsonObject { ["name"] = Name, ["rank"] = "Đại tá", ["unit"] = "Công an" };
        var sent = Scenarios.Event("meeting-held", null, meeting);
        var held = (await app.PostEventAsync(sent)).Expect(HttpStatusCode.Created);
        (await app.PostAsync($"/v1/activities/{held.Json["activityId"]}/erasure", new JsonObject
        {
            ["legalBasis"] = "Luật Bảo vệ dữ liệu cá nhân, điều 14",
            ["requestedBy"] = "Công an thành phố Cần Thơ",
            ["reason"] = "Người được nêu tên yêu cầu",
        })).Expect(HttpStatusCode.Created);

        var again = (await app.PostEventAsync(sent)).Expect(HttpStatusCode.Created);

        Assert.Equal((true, (long)held.Json["position"]!), ((bool)again.Json["duplicate"]!, again.Position));
        Assert.DoesNotContain("Văn A", (await app.GetAsync("/v1/events")).Text, StringComparison.Ordinal);
        var otherwise = sent.DeepClone().AsObject();
        otherwise["data"]!["chair"]!["unit"] = "Quân đội";
        (await app.PostEventAsync(otherwise)).Refused(HttpStatusCode.Conflict, "recorded-with-other-content");
        otherwise = sent.DeepClone().AsObject();
        otherwise["data"]!["chair"]!.AsObject().Remove("rank");
        (await app.PostEventAsync(otherwise)).Refused(HttpStatusCode.Conflict, "recorded-with-other-content");
    }

    [Fact]
    public async Task A_correction_after_an_erasure_is_not_erased()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var meeting = Scenarios.Meeting();
        meeting["chair"] = new JsonObject { ["name"] = Name };
        // A receipt shows that the event is sealed, so that there is a log to audit.
        var held = (await app.PostAsync("/v1/meetings", meeting, ("Prefer", "receipt")))
            .Expect(HttpStatusCode.Created);
        var activity = $"/v1/activities/{held.Json["activityId"]}";
        (await app.PostAsync($"{activity}/erasure", new { LegalBasis = "x", RequestedBy = "x", Reason = "x" }))
            .Expect(HttpStatusCode.Created);
        var named = new { Field = "chair.name", Old = "[erased]", New = Other };

        (await app.PostAsync($"{activity}/corrections", new { Changes = new[] { named }, Reason = "x" }))
            .Expect(HttpStatusCode.Created);

        Assert.Contains(Other, (await app.TimelineAsync(Timeline)).Text, StringComparison.Ordinal);
        Assert.Empty((await app.Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, TestApp.Cancel)).Findings);
    }

    [Fact]
    public async Task A_receipt_of_a_hidden_field_needs_the_erasure()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var remarks = (string)(await app.PostEventAsync(Scenarios.Event("remarks-delivered",
            await app.GivenMeetingAsync(), new JsonObject
            {
                ["occurredOn"] = Scenarios.Today,
                ["kind"] = "Closing",
                ["cityIds"] = new JsonArray("can-tho"),
                ["person"] = new JsonObject { ["name"] = Name },
            }))).Expect(HttpStatusCode.Created).Json["activityId"]!;
        var erasure = (string)(await app.PostAsync($"/v1/activities/{remarks}/erasure",
            new JsonObject { ["legalBasis"] = "x", ["requestedBy"] = "x", ["reason"] = "x" }))
            .Expect(HttpStatusCode.Created).Json["activityId"]!;
        var key = (await app.GetAsync("/log/keys")).Text.Trim();
        var folder = Directory.CreateTempSubdirectory("clusterevents-erasure-").FullName;
        async Task<string[]> FilesAsync(string id, string type, string prefix)
        {
            string Place(string name) => Path.Combine(folder, $"{type}.{name}");
            await File.WriteAllTextAsync(Place("receipt"),
                (await app.GetAsync($"/v1/activities/{id}/receipt")).Expect(HttpStatusCode.OK).Text, TestApp.Cancel);
            await File.WriteAllTextAsync(Place("opening"),
                (await app.GetAsync($"/v1/activities/{id}/opening")).Expect(HttpStatusCode.OK).Text, TestApp.Cancel);
            await File.WriteAllTextAsync(Place("event"),
                (await app.EventsAsync($"type=clusterevents.{type}.v2"))[^1].ToJsonString(), TestApp.Cancel);
            return [prefix.Length > 0 ? "--erasure-receipt" : "--key", prefix.Length > 0 ? Place("receipt") : key,
                prefix.Length > 0 ? "--erasure" : "--event", Place("event"), $"--{prefix}opening", Place("opening")];
        }

        string[] proven = ["receipt", Path.Combine(folder, "remarks-delivered.receipt"),
            .. await FilesAsync(remarks, "remarks-delivered", "")];
        var with = await FilesAsync(erasure, "personal-fields-erased", "erasure-");

        Assert.Equal(1, await Verifier.Program.Main(proven));
        Assert.Equal(0, await Verifier.Program.Main([.. proven, .. with]));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Where_nothing_is_personal_nothing_can_be_erased() =>
        (await app.PostAsync($"/v1/activities/{app.Corrected}/erasure",
            new JsonObject { ["legalBasis"] = "x", ["requestedBy"] = "x", ["reason"] = "x" }))
        .Refused(HttpStatusCode.UnprocessableEntity, "nothing-personal");

    /// <summary>The receipt from before the erasure, with the entry as the log serves it now.</summary>
    private async Task ReceiptStillHoldsAsync(string text)
    {
        Assert.True(Receipt.TryParse(text, out var receipt));
        Assert.True(NoteVerifier.TryParse((await app.GetAsync("/log/keys")).Text.Trim(), out var key));
        await using var query = app.Database.CreateCommand("select entry from clusterevents.log_leaf where index = $1");
        query.Parameters.Add(new() { Value = receipt.Index });
        var entry = (byte[])(await query.ExecuteScalarAsync(TestApp.Cancel))!;
        Assert.Null(receipt.Fault(TreeHash.OfLeaf(entry), [key]));
    }

    private async Task<string> EverythingStoredAsync()
    {
        await using var query = app.Database.CreateCommand(EverythingStored);
        return (string)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    /// <summary>
    /// Every row of every table of the program, as text, with the entries of leaves and the bodies of messages.
    /// </summary>
    internal const string EverythingStored =
        """
        select string_agg(query_to_xml(format('select t::text from %I.%I t', table_schema, table_name),
            true, true, '')::text, '')
          || (select string_agg(convert_from(entry, 'UTF8'), '') from clusterevents.log_leaf)
        from information_schema.tables
          where table_schema in ('clusterevents', 'wolverine') and table_type = 'BASE TABLE'
        """;
}
