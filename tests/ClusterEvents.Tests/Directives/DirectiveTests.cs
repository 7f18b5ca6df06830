using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Directives;

public sealed class DirectiveTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task Each_addressee_proceeds_independently_from_issued_to_fulfilled()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        Assert.Equal("Issued", (string?)(await app.AddresseeAsync(directive))["status"]);

        (await app.AcknowledgeAsync(directive)).Expect(HttpStatusCode.Created);
        var acknowledged = await app.AddresseeAsync(directive);
        Assert.Equal(("Acknowledged", "2022-08-01"),
            ((string?)acknowledged["status"], (string?)acknowledged["acknowledgedOn"]));

        (await app.ReportAsync(directive, 40)).Expect(HttpStatusCode.Created);
        (await app.ReportAsync(directive, null)).Expect(HttpStatusCode.Created);
        var reported = await app.AddresseeAsync(directive);
        Assert.Equal(("InProgress", 40, "Đã triển khai"),
            ((string?)reported["status"], (int)reported["percent"]!, (string?)reported["lastNote"]));

        (await app.FulfilAsync(directive)).Expect(HttpStatusCode.Created);
        var fulfilled = await app.AddresseeAsync(directive);
        Assert.Equal(("Fulfilled", "2022-09-01", "Báo cáo số 15"),
            ((string?)fulfilled["status"], (string?)fulfilled["fulfilledOn"], (string?)fulfilled["evidence"]));
        Assert.Equal("Issued", (string?)(await app.AddresseeAsync(directive, "da-nang"))["status"]);
    }

    [Fact]
    public async Task A_directive_closes_when_all_addressees_have_fulfilled_it()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        await app.FulfilAsync(directive);
        Assert.Equal("Open", (string?)(await app.GetAsync(directive)).Json["status"]);

        (await app.FulfilAsync(directive, "da-nang")).Expect(HttpStatusCode.Created);

        Assert.Equal("Closed", (string?)(await app.GetAsync(directive)).Json["status"]);
        (await app.AmendAsync(directive, "2022-12-31", "2022-09-02"))
            .Refused(HttpStatusCode.UnprocessableEntity, "directive-closed");
        (await app.RevokeAsync(directive, "2022-09-02"))
            .Refused(HttpStatusCode.UnprocessableEntity, "directive-closed");
    }

    [Theory]
    [InlineData("da-nang")]
    [InlineData("hai-phong")]
    public async Task Only_addressees_follow_up_a_directive_whether_others_are_members_or_not(string other)
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");

        const string Code = "directive-not-addressed-to-city";
        (await app.AcknowledgeAsync(directive, other)).Refused(HttpStatusCode.UnprocessableEntity, Code);
        (await app.ReportAsync(directive, 10, other)).Refused(HttpStatusCode.UnprocessableEntity, Code);
        (await app.FulfilAsync(directive, other)).Refused(HttpStatusCode.UnprocessableEntity, Code);
        (await app.FlagOverdueAsync(directive, "2022-10-01", other)).Refused(HttpStatusCode.UnprocessableEntity, Code);
    }

    [Fact]
    public async Task A_directive_goes_to_members_only() =>
        (await app.IssueDirectiveAsync(null, "hai-phong"))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-not-a-member");

    [Fact]
    public async Task A_member_that_leaves_keeps_its_open_obligations()
    {
        await app.GivenCityAsync("hue", "Huế", "46");
        await app.GivenMemberAsync("hue", "2021-01-01");
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho", "hue");
        (await app.PostEventAsync(Scenarios.Event("member-left", $"cluster/{Scenarios.Cluster}", new JsonObject
        {
            ["occurredOn"] = "2022-08-10",
            ["effectiveOn"] = "2022-08-10",
            ["cityId"] = "hue",
            ["unit"] = new JsonObject { ["name"] = "Công an Huế" },
        }))).Expect(HttpStatusCode.Created);

        (await app.AcknowledgeAsync(directive, "hue", "2022-08-20")).Expect(HttpStatusCode.Created);
        (await app.FlagOverdueAsync(directive, "2022-10-01", "hue")).Expect(HttpStatusCode.Created);
        (await app.FulfilAsync(directive, "hue", "2022-10-05")).Expect(HttpStatusCode.Created);

        Assert.Contains("DirectiveFulfilled", (await app.TimelineAsync("cities/hue")).Kinds);
    }

    [Fact]
    public async Task An_addressee_acknowledges_once()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        await app.AcknowledgeAsync(directive);

        (await app.AcknowledgeAsync(directive, day: "2022-08-02"))
            .Refused(HttpStatusCode.UnprocessableEntity, "already-acknowledged");
        (await app.AcknowledgeAsync(directive, "da-nang")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_acknowledgement_recorded_after_a_report_does_not_set_the_addressee_back()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        await app.ReportAsync(directive, 60);

        (await app.AcknowledgeAsync(directive)).Expect(HttpStatusCode.Created);

        var addressee = await app.AddresseeAsync(directive);
        Assert.Equal(("InProgress", "2022-08-01"),
            ((string?)addressee["status"], (string?)addressee["acknowledgedOn"]));
    }

    [Fact]
    public async Task An_addressee_that_fulfilled_a_directive_accepts_no_later_events()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        await app.FulfilAsync(directive);

        foreach (var answer in new[]
        {
            await app.AcknowledgeAsync(directive, day: "2022-09-02"),
            await app.ReportAsync(directive, 100, day: "2022-09-02"),
            await app.FulfilAsync(directive), await app.FlagOverdueAsync(directive, "2022-10-01"),
        })
            answer.Refused(HttpStatusCode.UnprocessableEntity, "directive-fulfilled");
    }

    [Fact]
    public async Task A_revoked_directive_obliges_nobody_any_more()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        (await app.RevokeAsync(directive)).Expect(HttpStatusCode.Created);

        foreach (var answer in new[]
        {
            await app.AcknowledgeAsync(directive, day: "2022-08-26"),
            await app.ReportAsync(directive, 1, day: "2022-08-26"),
            await app.FulfilAsync(directive), await app.FlagOverdueAsync(directive, "2022-10-01"),
            await app.AmendAsync(directive, "2022-12-31", "2022-08-26"), await app.RevokeAsync(directive),
        })
            answer.Refused(HttpStatusCode.UnprocessableEntity, "directive-revoked");
        var view = (await app.GetAsync(directive)).Json;
        Assert.Equal(("Revoked", "Không còn phù hợp", "2022-08-25"),
            ((string?)view["status"], (string?)view["revocation"]!["reason"],
                (string?)view["revocation"]!["revokedOn"]));
    }

    [Fact]
    public async Task Evidence_is_required_and_percent_stays_within_a_hundred()
    {
        var directive = await app.GivenIssuedDirectiveAsync();

        var bare = new JsonObject { ["occurredOn"] = "2022-09-01", ["city"] = "can-tho" };
        (await app.PostAsync($"{directive}/fulfilments", bare))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.ReportAsync(directive, 101)).Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.ReportAsync(directive, -1)).Refused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task What_is_recorded_for_a_city_names_that_city()
    {
        var directive = await app.GivenIssuedDirectiveAsync();

        var answer = await app.PostAsync($"{directive}/fulfilments", new JsonObject
        {
            ["occurredOn"] = "2022-09-01",
            ["city"] = "can-tho",
            ["cityIds"] = new JsonArray("da-nang"),
            ["evidence"] = "Báo cáo",
        });

        answer.Refused(HttpStatusCode.UnprocessableEntity, "city-left-out");
        Assert.NotNull(answer.Json["errors"]!["cityIds"]);
    }

    [Fact]
    public async Task A_follow_up_needs_a_directive_on_record() =>
        (await app.AcknowledgeAsync("/v1/directives/nowhere")).Refused(HttpStatusCode.NotFound, "unknown-directive");

    [Fact]
    public async Task A_retracted_directive_accepts_no_follow_up()
    {
        var issued = await app.IssueDirectiveAsync(null, "can-tho");
        var directive = DirectiveScenarios.PathOf(issued);
        (await app.PostAsync($"/v1/activities/{issued.Json["activityId"]}/retraction",
            new JsonObject { ["reason"] = "Ghi nhầm" })).Expect(HttpStatusCode.Created);

        (await app.AcknowledgeAsync(directive)).Refused(HttpStatusCode.UnprocessableEntity, "directive-retracted");
    }
}
