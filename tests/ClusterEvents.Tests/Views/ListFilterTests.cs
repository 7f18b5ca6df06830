using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Corrections;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Hosting.OpenApi;
using ClusterEvents.Tests.Targets;
using Xunit;
using static ClusterEvents.Tests.Corrections.RandomEntries;

namespace ClusterEvents.Tests.Views;

/// <summary>
/// Whatever is recorded, corrected, retracted and reinstated: a filtered list holds those streams of the whole list
/// whose views match, in its order, at once and at every earlier position.
/// </summary>
public sealed class ListFilterTests : IAsyncLifetime
{
    private const int Steps = 40;

    private static readonly string[] Cities = ["can-tho", "da-nang"];

    private readonly EstablishedApp _app = new();
    private readonly List<string> _directives = [];
    private readonly List<string> _targets = [];
    private readonly List<string> _commendations = [];
    private readonly List<string> _meetings = [];
    private readonly RandomEntries _entries = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_filtered_list_holds_what_matches_at_once_and_at_every_position(int seed)
    {
        var random = new Random(seed);
        var positions = new List<long>();
        for (var step = 0; step < Steps; step++)
        {
            positions.Add(await TakeAStepAsync(random));
            await CompareAsync(random, "");
        }

        // Once everything is projected.
        await _app.TimelineAsync("cities/can-tho");
        for (var i = 0; i < Steps; i++)
        {
            await CompareAsync(random, "");
            await CompareAsync(random, $"&knownAt={positions[i]}");
        }
    }

    private async Task CompareAsync(Random random, string known)
    {
        var whole = new Dictionary<string, List<JsonNode>>(StringComparer.Ordinal);
        foreach (var (path, filters) in Lists)
        {
            if (!whole.TryGetValue(path, out var all))
                whole[path] = all = await PagesAsync($"{path}?limit=200{known}");
            // No parameter is given twice.
            var chosen = filters.Where(_ => random.Next(3) == 0)
                .DistinctBy(filter => filter.Query.Split('=')[0]).ToArray();
            var query = string.Concat(chosen.Select(filter => $"&{filter.Query}"));

            var listed = await PagesAsync($"{path}?limit={random.Next(1, 6)}{query}{known}");

            var expected = all.Where(item => Matches(item, chosen)).Select(item => item.ToJsonString());
            Assert.True(expected.SequenceEqual(listed.Select(item => item.ToJsonString())),
                $"{path}?{query}{known}\nexpected {string.Join('\n', expected)}\nlisted "
                + string.Join('\n', listed.Select(item => item.ToJsonString())));
        }
    }

    /// <summary>
    /// City and status are of the same addressee or city where an item has several; all other filters are of the item.
    /// </summary>
    private static bool Matches(JsonNode item, Filter[] chosen)
    {
        var parts = chosen.Where(filter => filter.Part is not null).ToArray();
        return chosen.Where(filter => filter.Whole is not null).All(filter => filter.Whole!(item))
            && (parts.Length == 0
                || Parts(item).Any(part => parts.All(filter => filter.Part!(item, part))));
    }

    private static IEnumerable<JsonNode> Parts(JsonNode item) =>
        (item["addressees"] ?? item["cities"])!.AsArray().Select(part => part!);

    private async Task<List<JsonNode>> PagesAsync(string first)
    {
        var items = new List<JsonNode>();
        for (var page = first; page is not null;)
        {
            var answer = (await _app.GetAsync(page)).Expect(HttpStatusCode.OK).Json;
            items.AddRange(answer["items"]!.AsArray().Select(item => item!));
            page = (string?)answer["next"] is { } next ? $"{first}&cursor={next}" : null;
        }

        return items;
    }

    /// <summary>A filter: its query, and its meaning for an item, or for one addressee or city of an item.</summary>
    private sealed record Filter(
        string Query, Func<JsonNode, bool>? Whole = null, Func<JsonNode, JsonNode, bool>? Part = null);

    private static readonly Filter Campaign = new(
        $"campaign={Scenarios.Campaign}",
        item => item["campaignIds"]!.AsArray().Any(one => (string?)one == Scenarios.Campaign));

    private static readonly Filter Cluster = new(
        $"cluster={Scenarios.Cluster}", item => (string?)item["clusterId"] == Scenarios.Cluster);

    private static readonly (string Path, Filter[] Filters)[] Lists =
    [
        ("/v1/directives",
        [
            Campaign, Cluster, new("cluster=cum-2", _ => false), .. Days("issuedOn"),
            new("city=da-nang", Part: (_, part) => (string?)part["cityId"] == "da-nang"),
            new("dueFrom=2022-10-01", item => Compare(item["dueOn"], "2022-10-01") >= 0),
            new("dueBefore=2022-11-15", item => item["dueOn"] is not null && Compare(item["dueOn"], "2022-11-15") < 0),
            Status("overdue", (_, part) => (bool)part["overdue"]!),
        ]),
        ("/v1/directives",
        [
            Campaign, new("city=can-tho", Part: (_, part) => (string?)part["cityId"] == "can-tho"),
            Status("open", (item, part) => item["revocation"] is null && (string?)part["status"] != "Fulfilled"),
        ]),
        ("/v1/directives",
        [
            Cluster, Status("fulfilled", (_, part) => (string?)part["status"] == "Fulfilled"),
            new("dueFrom=2022-09-01&dueBefore=2022-10-01",
                item => Compare(item["dueOn"], "2022-09-01") >= 0 && Compare(item["dueOn"], "2022-10-01") < 0),
        ]),
        ("/v1/directives", [new("status=closed", item => (string?)item["status"] == "Closed"), Campaign]),
        ("/v1/directives", [new("status=revoked", item => (string?)item["status"] == "Revoked"), Cluster]),
        ("/v1/directives", [Status("acknowledged", (item, part) =>
            item["revocation"] is null && (string?)part["status"] == "Acknowledged"), .. Days("issuedOn")]),
        ("/v1/targets",
        [
            Campaign, Cluster, .. Days("setOn"),
            new("city=can-tho", Part: (_, part) => (string?)part["cityId"] == "can-tho"),
            Status("open", (_, part) => (string?)part["status"] is "Set" or "InProgress"),
        ]),
        ("/v1/targets", [Status("met", (_, part) => (string?)part["status"] == "Met"), Campaign]),
        ("/v1/commendations",
        [
            Campaign, Cluster, .. Days("awardedOn"),
            new("city=can-tho", item => (string?)item["recipientUnit"] == "can-tho"),
            new("title=advanced-unit", item => (string?)item["titleCode"] == "advanced-unit"),
        ]),
        ("/v1/meetings",
        [
            Campaign, Cluster, new("city=can-tho", OfCity("can-tho")), new("city=da-nang", OfCity("da-nang")),
        ]),
        ("/v1/meetings",
        [
            new("status=held", item => (string?)item["status"] == "Held"),
            .. Days("listedOn"),
        ]),
        ("/v1/ceremonies", [Campaign, Cluster, .. Days("heldOn"), new("city=can-tho", OfCity("can-tho"))]),
    ];

    private static Filter Status(string word, Func<JsonNode, JsonNode, bool> part) => new($"status={word}", Part: part);

    private static Filter[] Days(string field) =>
    [
        new("from=2022-08-01", item => Compare(item[field], "2022-08-01") >= 0),
        new("to=2022-09-15", item => item[field] is not null && Compare(item[field], "2022-09-15") <= 0),
    ];

    private static Func<JsonNode, bool> OfCity(string city) =>
        item => item["cityIds"]!.AsArray().Any(one => (string?)one == city);

    private static int Compare(JsonNode? day, string other) => string.CompareOrdinal((string?)day, other);

    /// <summary>Records a random valid event; a rejected one is replaced by another.</summary>
    private async Task<long> TakeAStepAsync(Random random)
    {
        while (true)
        {
            var answer = await TryAsync(random, random.Next(17));
            if (answer is not { Status: HttpStatusCode.Created }) continue;
            _entries.Add(answer);
            return answer.Position;
        }
    }

    private async Task<Answer?> TryAsync(Random random, int what)
    {
        var city = Cities[random.Next(Cities.Length)];
        var day = $"{new DateOnly(2022, 8, 1).AddDays(random.Next(90)):yyyy-MM-dd}";
        var directive = OneOf(random, _directives);
        var target = OneOf(random, _targets);
        var meeting = OneOf(random, _meetings);
        return (what, directive, target, meeting) switch
        {
            (0, _, _, _) => Keep(_directives, "/v1/directives/", await IssueAsync(random)),
            (1, { }, _, _) => await _app.AcknowledgeAsync(directive, city, day),
            (2, { }, _, _) => await _app.FulfilAsync(directive, city, day),
            (3, { }, _, _) => await _app.FlagOverdueAsync(directive, "2022-10-01", city),
            (4, { }, _, _) => await _app.AmendAsync(directive, $"2022-{10 + random.Next(3)}-15", day),
            (5, { }, _, _) when random.Next(3) == 0 => await _app.RevokeAsync(directive, day),
            (6, _, _, _) =>
                Keep(_targets, "/v1/targets/", await _app.PostAsync("/v1/targets", TargetScenarios.Target())),
            (7, _, { }, _) => await _app.ReportAsync(target, $"{random.Next(50, 90)}.5", city),
            (8, _, { }, _) => await _app.EndAsync(target, random.Next(2) == 0 ? "met" : "missed", "2022-12-01", city),
            (9, _, _, _) => Keep(_commendations, "/v1/commendations/", await AwardAsync(city, random)),
            (10, _, _, _) => await _app.PostEventAsync(Scenarios.Flowers(occurredOn: day)),
            (11, _, _, _) => Keep(_meetings, "/v1/meetings/", await ScheduleAsync(city, random, day)),
            (12, _, _, { }) => await _app.PostEventAsync(Scenarios.Event(
                "meeting-held", $"meeting/{meeting.Split('/')[^1]}", Scenarios.Meeting(day))),
            (13, _, _, { }) => await _app.PostAsync($"{meeting}/cancellation", new JsonObject
            {
                ["occurredOn"] = "2022-07-30",
                ["cityIds"] = new JsonArray(city),
                ["reason"] = "Thời tiết",
            }),
            _ => await _entries.ChangeAsync(_app, random, anotherDay: "2022-08-02"),
        };
    }

    private static string? OneOf(Random random, List<string> all) => all.Count > 0 ? all[random.Next(all.Count)] : null;

    private Task<Answer> IssueAsync(Random random)
    {
        var issue = DirectiveScenarios.Issue(random.Next(4) == 0 ? null : "2022-09-30", Cities[..random.Next(1, 3)]);
        if (random.Next(2) == 0) issue.Remove("campaignIds");
        return _app.PostAsync("/v1/directives", issue);
    }

    private Task<Answer> AwardAsync(string city, Random random) => _app.PostAsync("/v1/commendations", new JsonObject
    {
        ["occurredOn"] = "2022-08-20",
        ["clusterId"] = Scenarios.Cluster,
        ["campaignIds"] = random.Next(2) == 0 ? new JsonArray(Scenarios.Campaign) : null,
        ["recipientUnit"] = city,
        ["title"] = random.Next(2) == 0 ? "advanced-unit" : "Cờ thi đua của Chính phủ",
        ["level"] = "Ministry",
        ["decisionNumber"] = $"{random.Next(1, 999)}/QĐ",
        ["decisionDate"] = "2022-08-20",
    });

    private Task<Answer> ScheduleAsync(string city, Random random, string day)
    {
        var meeting = Scenarios.Meeting("2022-07-01");
        meeting["plannedOn"] = day;
        meeting["cityIds"] = new JsonArray(city);
        if (random.Next(2) == 0) meeting.Remove("campaignIds");
        return _app.PostAsync("/v1/meetings/schedules", meeting);
    }
}
