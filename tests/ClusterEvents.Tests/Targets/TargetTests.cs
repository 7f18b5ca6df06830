using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Targets;

[Collection<OnOwnStreams>]
public sealed class TargetTests(EstablishedApp app)
{
    private const string Set = "Set", InProgress = "InProgress", Met = "Met", Missed = "Missed";

    [Fact]
    public async Task Each_city_proceeds_independently_from_set_to_met_or_missed()
    {
        var target = await app.GivenTargetAsync();
        Assert.Equal(Set, (string?)(await app.CityAsync(target))["status"]);

        (await app.ReportAsync(target, "88.10")).Expect(HttpStatusCode.Created);
        var reported = await app.CityAsync(target);
        Assert.Equal((InProgress, "88.10", "2022-06-30"),
            ((string?)reported["status"], (string?)reported["lastValue"], (string?)reported["lastAsOf"]));

        (await app.EndAsync(target, "met", "2022-12-01")).Expect(HttpStatusCode.Created);
        (await app.EndAsync(target, "missed", "2022-12-02", "da-nang")).Expect(HttpStatusCode.Created);
        var met = await app.CityAsync(target);
        Assert.Equal((Met, "91.25", "2022-12-01"),
            ((string?)met["status"], (string?)met["finalValue"], (string?)met["endedOn"]));
        Assert.Equal(Missed, (string?)(await app.CityAsync(target, "da-nang"))["status"]);
    }

    [Fact]
    public async Task A_target_for_all_is_for_the_members_of_that_day_and_one_for_a_city_is_its_own()
    {
        var (all, one) = (await app.GivenTargetAsync(), await app.GivenTargetAsync("da-nang"));

        Assert.Equal(["can-tho", "da-nang"], await CitiesAsync(all));
        Assert.Equal(["da-nang"], await CitiesAsync(one));
        (await app.ReportAsync(one, "1")).Refused(HttpStatusCode.UnprocessableEntity, "target-not-set-for-city");
        (await app.EndAsync(one, "met", "2022-12-01"))
            .Refused(HttpStatusCode.UnprocessableEntity, "target-not-set-for-city");
        (await app.ReviseAsync(one, "can-tho", "1"))
            .Refused(HttpStatusCode.UnprocessableEntity, "target-not-set-for-city");
    }

    [Theory]
    [InlineData("can-tho", "Cluster", "city")]
    [InlineData(null, "Campaign", "scope")]
    public async Task A_target_names_its_cities_in_one_way(string? city, string scope, string field)
    {
        var body = TargetScenarios.Target(city);
        body["scope"] = scope;

        var answer = (await app.PostAsync("/v1/targets", body)).Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.NotNull(answer.Json["errors"]![field]);
    }

    [Fact]
    public async Task A_target_may_be_met_early_but_not_missed_before_its_due_day()
    {
        var target = await app.GivenTargetAsync(dueOn: "2022-11-30");

        (await app.EndAsync(target, "missed", "2022-11-29"))
            .Refused(HttpStatusCode.UnprocessableEntity, "target-not-due");
        (await app.EndAsync(target, "met", "2022-05-01")).Expect(HttpStatusCode.Created);
        (await app.EndAsync(target, "missed", "2022-11-30", "da-nang")).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("Month", "2022-11-01", true)]
    [InlineData("Month", "2022-10-31", false)]
    [InlineData("Year", "2022-01-01", true)]
    public async Task A_target_known_roughly_as_missed_may_have_been_due_by_then(
        string precision, string day, bool accepted)
    {
        var target = await app.GivenTargetAsync(dueOn: "2022-11-30");

        var answer = await app.EndAsync(target, "missed", day, precision: precision);

        if (accepted) answer.Expect(HttpStatusCode.Created);
        else answer.Refused(HttpStatusCode.UnprocessableEntity, "target-not-due");
    }

    [Theory]
    [InlineData("met", "target-met")]
    [InlineData("missed", "target-missed")]
    public async Task A_target_that_was_met_or_missed_accepts_no_later_reports(string result, string code)
    {
        var target = await app.GivenTargetAsync();
        await app.EndAsync(target, result, "2022-12-01");

        (await app.ReportAsync(target, "1")).Expect(HttpStatusCode.Created);
        (await app.ReportAsync(target, "1", day: "2022-12-02")).Refused(HttpStatusCode.UnprocessableEntity, code);
        (await app.EndAsync(target, "met", "2022-12-02")).Refused(HttpStatusCode.UnprocessableEntity, code);
        (await app.EndAsync(target, "missed", "2022-12-02")).Refused(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_revision_starts_the_comparison_anew_and_keeps_the_history()
    {
        var target = await app.GivenTargetAsync();
        await app.ReportAsync(target, "70");
        await app.EndAsync(target, "met", "2022-07-15", "da-nang");

        (await app.ReviseAsync(target, "can-tho", "92")).Expect(HttpStatusCode.Created);
        (await app.ReviseAsync(target, null, "93.0")).Expect(HttpStatusCode.Created);

        foreach (var city in new[] { "can-tho", "da-nang" })
        {
            var revised = await app.CityAsync(target, city);
            Assert.Equal((Set, "93.0", "2022-12-31", null),
                ((string?)revised["status"], (string?)revised["goal"]!["value"], (string?)revised["goal"]!["dueOn"],
                    (string?)revised["lastValue"]));
        }

        var history = (await app.GetAsync(target)).Json["history"]!.AsArray();
        Assert.Equal([("90.5", null), ("92", "can-tho"), ("93.0", null)],
            history.Select(one => ((string?)one!["goal"]!["value"], (string?)one["cityId"])));
    }

    [Fact]
    public async Task A_value_must_be_in_the_unit_of_the_target()
    {
        var target = await app.GivenTargetAsync();

        (await app.ReportAsync(target, "12", unit: "Cases"))
            .Refused(HttpStatusCode.UnprocessableEntity, "unit-differs");
        (await app.ReportAsync(target, "12", unit: "Percent")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_target_is_not_due_before_it_was_set()
    {
        var body = TargetScenarios.Target(dueOn: "2022-01-31");

        (await app.PostAsync("/v1/targets", body)).Refused(HttpStatusCode.UnprocessableEntity, "due-before-set");
        body["precision"] = "Year";
        (await app.PostAsync("/v1/targets", body)).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("90.5", true)]
    [InlineData("0", true)]
    [InlineData("-3.20", true)]
    [InlineData("1234567890123456789012345.678", true)]
    [InlineData("12345678901234567890123456.789", false)]
    [InlineData("9e1", false)]
    [InlineData("90,5", false)]
    [InlineData("+1", false)]
    [InlineData("01", false)]
    [InlineData(".5", false)]
    [InlineData("", false)]
    public async Task Decimals_are_texts_in_plain_notation_and_come_back_as_they_were_given(string value, bool taken)
    {
        var body = TargetScenarios.Target("can-tho");
        body["value"] = value;
        var answer = await app.PostAsync("/v1/targets", body);

        if (!taken) answer.Refused(HttpStatusCode.BadRequest, "invalid-request");
        else
        {
            var id = answer.Expect(HttpStatusCode.Created).Json["activityId"];
            var stored = await app.GetAsync($"/v1/activities/{id}");
            Assert.Equal(value, (string?)stored.Json["data"]!["value"]);
        }
    }

    [Fact]
    public async Task A_decimal_sent_as_a_number_is_refused()
    {
        var body = TargetScenarios.Target();
        body["value"] = 90.5;

        (await app.PostAsync("/v1/targets", body)).Refused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Targets_are_listed_by_city_and_status()
    {
        await using var alone = new EstablishedApp();
        await alone.InitializeAsync();
        var (all, one) = (await alone.GivenTargetAsync(), await alone.GivenTargetAsync("da-nang"));
        await alone.ReportAsync(all, "80");
        await alone.EndAsync(one, "met", "2022-12-01", "da-nang");

        async Task ShowsAsync(string query, params string[] expected) => Assert.Equal(expected.Order(),
            (await alone.GetAsync($"/v1/targets?{query}")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray()
                .Select(item => $"/v1/targets/{item!["targetId"]}").Order());
        await ShowsAsync("", all, one);
        await ShowsAsync("city=can-tho", all);
        await ShowsAsync("status=met", one);
        await ShowsAsync("status=in-progress", all);
        await ShowsAsync("status=in-progress&city=da-nang");
        await ShowsAsync("status=set&city=da-nang", all);
        await ShowsAsync("status=open", all);
        (await alone.GetAsync("/v1/targets?status=done")).Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await alone.GetAsync("/v1/targets/nowhere")).Refused(HttpStatusCode.NotFound, "unknown-target");
    }

    private async Task<IEnumerable<string?>> CitiesAsync(string target) =>
        (await app.GetAsync(target)).Json["cities"]!.AsArray().Select(one => (string?)one!["cityId"]);
}
