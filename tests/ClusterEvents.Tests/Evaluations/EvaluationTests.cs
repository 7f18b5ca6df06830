using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Evaluations;

[Collection<OnOwnStreams>]
public sealed class EvaluationTests(EstablishedApp app)
{
    [Fact]
    public async Task A_unit_never_inspects_itself()
    {
        (await InspectAsync("can-tho", "can-tho"))
            .Refused(HttpStatusCode.UnprocessableEntity, "inspector-is-inspected");

        (await InspectAsync("can-tho", "da-nang")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_cross_inspection_stands_on_the_timelines_of_both_units()
    {
        var inspection = (await InspectAsync("da-nang", "can-tho")).Expect(HttpStatusCode.Created);

        foreach (var city in new[] { "can-tho", "da-nang" })
            Assert.Contains((await app.TimelineAsync($"cities/{city}")).Entries,
                entry => (string?)entry!["activityId"] == (string?)inspection.Json["activityId"]);
    }

    [Theory]
    [InlineData("can-tho", "hai-phong")]
    [InlineData("hai-phong", "can-tho")]
    public async Task Only_members_inspect_and_are_inspected(string inspector, string inspected) =>
        (await InspectAsync(inspector, inspected)).Refused(HttpStatusCode.UnprocessableEntity, "city-not-a-member");

    [Theory]
    [InlineData("scores")]
    [InlineData("final-scores")]
    public async Task Points_lie_between_nothing_and_the_maximum(string what)
    {
        foreach (var points in new[] { "100.01", "-0.5" })
            (await ScoreAsync(what, points, "100")).Refused(HttpStatusCode.UnprocessableEntity, "points-out-of-range");
        foreach (var points in new[] { "100", "0", "98.75" })
            (await ScoreAsync(what, points, "100")).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("scores")]
    [InlineData("final-scores")]
    public async Task Only_members_are_scored(string what) =>
        (await ScoreAsync(what, "1", "2", city: "hai-phong"))
            .Refused(HttpStatusCode.UnprocessableEntity, "city-not-a-member");

    [Fact]
    public async Task Versions_of_a_sheet_begin_with_one_and_are_submitted_once_each()
    {
        (await ScoreAsync("scores", "1", "2", version: 0)).Refused(HttpStatusCode.BadRequest, "invalid-request");
        var round = (await ScoreAsync("scores", "1", "2")).Stream;

        (await ScoreAsync("scores", "2", "2", round: round))
            .Refused(HttpStatusCode.UnprocessableEntity, "sheet-already-submitted");
        (await ScoreAsync("scores", "2", "2", version: 2, round: round)).Expect(HttpStatusCode.Created);
        (await ScoreAsync("scores", "2", "2", round: round, city: "da-nang")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_final_score_is_final_for_its_city_in_its_round()
    {
        var round = (await ScoreAsync("scores", "95.5", "100")).Stream;
        (await ScoreAsync("final-scores", "96", "100", round: round)).Expect(HttpStatusCode.Created);

        (await ScoreAsync("final-scores", "97", "100", round: round))
            .Refused(HttpStatusCode.UnprocessableEntity, "score-already-final");
        (await ScoreAsync("scores", "97", "100", version: 2, round: round))
            .Refused(HttpStatusCode.UnprocessableEntity, "score-already-final");
        (await ScoreAsync("final-scores", "97", "100", round: round, city: "da-nang")).Expect(HttpStatusCode.Created);
        (await ScoreAsync("final-scores", "97", "100")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_unit_is_nominated_once_for_a_title_in_a_round()
    {
        var round = (await NominateAsync("Cờ thi đua của Chính phủ")).Expect(HttpStatusCode.Created).Stream;

        (await NominateAsync("cờ thi đua của chính phủ", round))
            .Refused(HttpStatusCode.UnprocessableEntity, "already-nominated");
        (await NominateAsync("Đơn vị quyết thắng", round)).Expect(HttpStatusCode.Created);
        (await NominateAsync("Cờ thi đua của Chính phủ", round, "da-nang")).Expect(HttpStatusCode.Created);
    }

    private Task<Answer> InspectAsync(string inspector, string inspected) =>
        app.PostAsync("/v1/evaluations/cross-inspections", Of(new JsonObject
        {
            ["inspector"] = inspector,
            ["inspected"] = inspected,
        }));

    private Task<Answer> ScoreAsync(
        string what, string points, string max, int version = 1, string? round = null, string city = "can-tho") =>
        app.PostAsync($"/v1/evaluations/{what}{In(round)}", Of(new JsonObject
        {
            ["city"] = city,
            ["sheetVersion"] = version,
            ["points"] = points,
            ["max"] = max,
        }));

    private Task<Answer> NominateAsync(string title, string? round = null, string city = "can-tho") =>
        app.PostAsync($"/v1/evaluations/nominations{In(round)}", Of(new JsonObject
        {
            ["city"] = city,
            ["title"] = title,
            ["votes"] = 5,
        }));

    private static string In(string? round) => round is null ? "" : $"?stream={round}";

    private static JsonObject Of(JsonObject more)
    {
        more["occurredOn"] = "2022-12-15";
        more["clusterId"] = Scenarios.Cluster;
        more["campaignIds"] = new JsonArray(Scenarios.Campaign);
        return more;
    }
}
