using System.Net;
using ClusterEvents.Tests.Corrections;
using Xunit;

namespace ClusterEvents.Tests.Directives;

[Collection<OnOwnStreams>]
public sealed class OverdueTests(EstablishedApp app)
{
    [Fact]
    public async Task A_directive_is_overdue_only_after_its_due_day()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30");

        (await app.FlagOverdueAsync(directive, "2022-09-30"))
            .Refused(HttpStatusCode.UnprocessableEntity, "directive-not-due");
        (await app.FlagOverdueAsync(directive, "2022-10-01")).Expect(HttpStatusCode.Created);

        var addressee = await app.AddresseeAsync(directive);
        Assert.Equal((true, "2022-10-01", "Issued"),
            ((bool)addressee["overdue"]!, (string?)addressee["overdueAsOf"], (string?)addressee["status"]));
    }

    [Fact]
    public async Task Without_a_due_day_a_directive_is_never_overdue()
    {
        var directive = await app.GivenIssuedDirectiveAsync(dueOn: null);

        (await app.FlagOverdueAsync(directive, "2024-01-01"))
            .Refused(HttpStatusCode.UnprocessableEntity, "directive-not-due");
    }

    [Fact]
    public async Task An_addressee_is_overdue_once_for_each_due_day()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30");
        (await app.FlagOverdueAsync(directive, "2022-10-01")).Expect(HttpStatusCode.Created);

        (await app.FlagOverdueAsync(directive, "2022-10-02"))
            .Refused(HttpStatusCode.UnprocessableEntity, "already-overdue");
        (await app.FlagOverdueAsync(directive, "2022-10-02", "da-nang")).Expect(HttpStatusCode.Created);

        (await app.AmendAsync(directive, "2022-10-31")).Expect(HttpStatusCode.Created);
        (await app.FlagOverdueAsync(directive, "2022-11-01")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_new_due_day_clears_the_flag_and_an_amendment_without_one_leaves_it()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30");
        await app.FlagOverdueAsync(directive, "2022-10-01");

        (await app.AmendAsync(directive, newDueOn: null)).Expect(HttpStatusCode.Created);
        Assert.True((bool)(await app.AddresseeAsync(directive))["overdue"]!);

        (await app.AmendAsync(directive, "2022-12-31")).Expect(HttpStatusCode.Created);
        Assert.False((bool)(await app.AddresseeAsync(directive))["overdue"]!);
        var view = (await app.GetAsync(directive)).Json;
        Assert.Equal("2022-12-31", (string?)view["dueOn"]);
        Assert.Equal([null, "2022-12-31"], view["amendments"]!.AsArray().Select(one => (string?)one!["newDueOn"]));
    }

    [Fact]
    public async Task Moving_a_due_day_by_a_correction_clears_the_overdue_flag()
    {
        var issued = await app.PostAsync("/v1/directives", DirectiveScenarios.Issue("2022-09-30", "can-tho"));
        var directive = DirectiveScenarios.PathOf(issued);
        (await app.FlagOverdueAsync(directive, "2022-10-01")).Expect(HttpStatusCode.Created);

        (await app.CorrectAsync((string)issued.Json["activityId"]!, ("dueOn", "2022-09-30", "2022-12-31")))
            .Expect(HttpStatusCode.Created);

        Assert.False((bool)(await app.AddresseeAsync(directive))["overdue"]!);
    }

    [Fact]
    public async Task A_summary_counts_what_its_own_city_owes_and_a_campaign_each_directive_once()
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        var (fulfilled, late) =
            (await own.GivenIssuedDirectiveAsync("2022-09-30"), await own.GivenIssuedDirectiveAsync("2022-09-30"));
        (await own.FulfilAsync(fulfilled, "can-tho")).Expect(HttpStatusCode.Created);
        foreach (var directive in new[] { fulfilled, late })
            (await own.FlagOverdueAsync(directive, "2022-10-01", "da-nang")).Expect(HttpStatusCode.Created);

        foreach (var (timeline, open, overdue) in new[]
            { ("cities/can-tho", 1, 0), ("cities/da-nang", 2, 2), ($"campaigns/{Scenarios.Campaign}", 2, 2) })
        {
            await own.TimelineAsync(timeline);
            var counts = (await own.GetAsync($"/v1/timelines/{timeline}/summary")).Json["directives"]!;
            Assert.Equal((timeline, open, overdue), (timeline, (int)counts["open"]!, (int)counts["overdue"]!));
        }
    }

    [Fact]
    public async Task A_new_due_day_is_not_before_the_directive()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30");

        (await app.AmendAsync(directive, "2022-07-28")).Refused(HttpStatusCode.UnprocessableEntity, "due-before-issue");
    }

    [Theory]
    [InlineData("2022-09-30", false)]
    [InlineData("2022-10-01", true)]
    public async Task A_fulfilment_after_the_due_day_in_force_is_late(string day, bool late)
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-08-31");
        await app.AmendAsync(directive, "2022-09-30");
        await app.FlagOverdueAsync(directive, "2022-10-01");

        (await app.FulfilAsync(directive, day: day)).Expect(HttpStatusCode.Created);

        var addressee = await app.AddresseeAsync(directive);
        Assert.Equal((late, false), ((bool)addressee["late"]!, (bool)addressee["overdue"]!));
    }

    [Theory]
    [InlineData("Month", "2022-09-30", false)]
    [InlineData("Month", "2022-10-31", true)]
    [InlineData("OnOrBefore", "2022-10-31", false)]
    public async Task A_fulfilment_that_may_have_been_in_time_is_not_late(string precision, string day, bool late)
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-15");

        (await app.FulfilAsync(directive, day: day, precision: precision)).Expect(HttpStatusCode.Created);

        Assert.Equal(late, (bool)(await app.AddresseeAsync(directive))["late"]!);
    }

    [Fact]
    public async Task Overdue_is_not_known_ahead_of_time()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30");

        (await app.FlagOverdueAsync(directive, "2999-01-01")).Refused(HttpStatusCode.BadRequest, "invalid-request");
    }
}
