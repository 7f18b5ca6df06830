using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Deadlines;
using Xunit;

namespace ClusterEvents.Tests.Directives;

/// <summary>Directives in various states.</summary>
internal static class DirectiveScenarios
{
    /// <summary>The path of a directive of 2022-07-29, to both members unless others are named.</summary>
    public static async Task<string> GivenIssuedDirectiveAsync(
        this TestApp app, string? dueOn = "2022-09-30", params string[] addressees) =>
        PathOf(await app.IssueDirectiveAsync(dueOn, addressees.Length > 0 ? addressees : ["can-tho", "da-nang"]));

    public static Task<Answer> IssueDirectiveAsync(this TestApp app, string? dueOn, params string[] addressees) =>
        app.PostAsync("/v1/directives", Issue(dueOn, addressees));

    /// <summary>A directive as it is issued.</summary>
    public static JsonObject Issue(string? dueOn, params string[] addressees) => new()
    {
        ["occurredOn"] = Scenarios.Today,
        ["clusterId"] = Scenarios.Cluster,
        ["scope"] = "Cluster",
        ["campaignIds"] = new JsonArray(Scenarios.Campaign),
        ["issuer"] = new JsonObject { ["name"] = "Cụm thi đua số 1" },
        ["basis"] = "ConferenceConclusion",
        ["summary"] = "Hoàn thành chỉ tiêu năm 2022",
        ["addressees"] = new JsonArray([.. addressees.Select(city => JsonValue.Create(city))]),
        ["dueOn"] = dueOn,
    };

    public static string PathOf(Answer issued) =>
        $"/v1/directives/{issued.Expect(HttpStatusCode.Created).Stream!["directive/".Length..]}";

    public static Task<Answer> AcknowledgeAsync(
        this TestApp app, string directive, string city = "can-tho", string day = "2022-08-01") =>
        app.PostAsync($"{directive}/acknowledgements", About(city, day, new JsonObject
        {
            ["by"] = new JsonObject { ["name"] = "Nguyễn Văn A", ["rank"] = "Đại tá", ["post"] = "Phó Giám đốc" },
        }));

    public static Task<Answer> ReportAsync(
        this TestApp app, string directive, int? percent, string city = "can-tho", string day = "2022-08-15") =>
        app.PostAsync($"{directive}/progress", About(city, day, new JsonObject
        {
            ["percent"] = percent,
            ["note"] = "Đã triển khai",
        }));

    public static Task<Answer> FulfilAsync(
        this TestApp app, string directive, string city = "can-tho", string day = "2022-09-01",
        string precision = "Day") =>
        app.PostAsync($"{directive}/fulfilments", About(city, day, new JsonObject
        {
            ["precision"] = precision,
            ["evidence"] = "Báo cáo số 15",
        }));

    public static Task<Answer> FlagOverdueAsync(
        this TestApp app, string directive, string asOf, string city = "can-tho") =>
        app.PostAsync($"{directive}/overdue", About(city, asOf, new JsonObject { ["asOf"] = asOf }));

    public static Task<Answer> AmendAsync(
        this TestApp app, string directive, string? newDueOn, string day = "2022-08-20") =>
        app.PostAsync($"{directive}/amendments", Ours(day, new JsonObject
        {
            ["newDueOn"] = newDueOn,
            ["reason"] = "Gia hạn",
            ["documentRef"] = "12/CV",
        }));

    public static Task<Answer> RevokeAsync(this TestApp app, string directive, string day = "2022-08-25") =>
        app.PostAsync($"{directive}/revocation", Ours(day, new JsonObject { ["reason"] = "Không còn phù hợp" }));

    /// <summary>The state of one addressee.</summary>
    public static async Task<JsonNode> AddresseeAsync(this TestApp app, string directive, string city = "can-tho") =>
        (await app.GetAsync(directive)).Expect(HttpStatusCode.OK).Json["addressees"]!.AsArray()
            .Single(one => (string?)one!["cityId"] == city)!;

    /// <summary>The addressees recorded as overdue, with dates, in order; waits for a number of them.</summary>
    public static Task<string[]> OverdueAsync(this TestApp app, string directive, int count) =>
        Eventually.FindAsync(async () =>
        {
            var stream = await app.GetAsync($"/v1/streams/directive/{directive.Split('/')[^1]}");
            return stream.Expect(HttpStatusCode.OK).Json["events"]!.AsArray()
                .Where(recorded => (string?)recorded!["type"] == "clusterevents.directive-overdue.v2")
                .Select(recorded => $"{recorded!["data"]!["city"]} {recorded["data"]!["asOf"]}").ToArray();
        }, found => found.Length >= count);

    /// <summary>Makes the program check these directives, as after a due day.</summary>
    public static async Task LookedAtAsync(this TestApp app, params string[] directives) =>
        Assert.Null(await app.Get<Deadlines>().ReviewAsync(
            [.. directives.Select(path => new StreamKey("directive", path.Split('/')[^1]))], TestApp.Cancel));

    private static JsonObject About(string city, string day, JsonObject more)
    {
        more["occurredOn"] = day;
        more["city"] = city;
        more["campaignIds"] = new JsonArray(Scenarios.Campaign);
        return more;
    }

    private static JsonObject Ours(string day, JsonObject more)
    {
        more["occurredOn"] = day;
        more["scope"] = "Cluster";
        return more;
    }
}
