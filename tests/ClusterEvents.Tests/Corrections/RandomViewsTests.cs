using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Hosting.OpenApi;
using ClusterEvents.Tests.Targets;
using Xunit;
using static ClusterEvents.Tests.Corrections.RandomEntries;

namespace ClusterEvents.Tests.Corrections;

/// <summary>Whatever is recorded later, every view at an earlier position equals what it was then.</summary>
public sealed class RandomViewsTests : IAsyncLifetime
{
    private const int Steps = 40;

    private static readonly string[] Cities = ["can-tho", "da-nang"];

    private static readonly string[] Lists =
    [
        "/v1/directives", "/v1/directives?status=open&city=can-tho", "/v1/directives?status=overdue", "/v1/targets",
        "/v1/commendations", "/v1/commendations?city=da-nang", "/v1/cities", "/v1/clusters", "/v1/campaigns",
        $"/v1/campaigns/{Scenarios.Campaign}", $"/v1/clusters/{Scenarios.Cluster}?on=2022-07-29",
        $"/v1/clusters/{Scenarios.Cluster}?on=2021-01-01", "/v1/timelines/cities/can-tho/summary",
        "/v1/timelines/cities/da-nang/summary", $"/v1/timelines/campaigns/{Scenarios.Campaign}/summary",
    ];

    private readonly EstablishedApp _app = new();
    private readonly List<string> _directives = [];
    private readonly List<string> _targets = [];
    private readonly List<string> _commendations = [];
    private readonly RandomEntries _entries = new();
    private int _cities;

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Every_view_of_a_random_history_reads_at_every_moment_as_it_did_then(int seed)
    {
        var random = new Random(seed);
        var then = new List<(string View, long Position, HttpStatusCode Status, string Text)>();
        for (var step = 0; step < Steps; step++)
        {
            var position = await TakeAStepAsync(random);
            await _app.TimelineAsync("cities/can-tho");
            foreach (var view in Views(random))
            {
                var answer = await _app.GetAsync(view);
                then.Add((view, position, answer.Status, answer.Text));
            }
        }

        foreach (var (view, position, status, text) in then)
        {
            var now = await _app.GetAsync(
                $"{view}{(view.Contains('?', StringComparison.Ordinal) ? '&' : '?')}knownAt={position}");
            // A problem contains the id of its request, which differs each time.
            Assert.True(status == now.Status && (status != HttpStatusCode.OK || text == now.Text),
                $"{view} at {position}\nthen {text}\nnow  {now.Text}");
        }

        // The history has changed since: current views differ for every list.
        foreach (var view in new[] { Lists[0], Lists[3], Lists[4], Lists[6], Lists[12] })
            Assert.True(then.Where(one => one.View == view).Select(one => one.Text).Distinct().Count() > 1, view);
    }

    /// <summary>All lists, and one of each kind that may have changed.</summary>
    private IEnumerable<string> Views(Random random) => Lists
        .Concat(Some(random, _directives)).Concat(Some(random, _targets)).Concat(Some(random, _commendations))
        .Concat(Some(random, [.. _entries.Ids.Select(id => $"/v1/activities/{id}")]));

    private static IEnumerable<string> Some(Random random, List<string> all) =>
        all.Count == 0 ? [] : [all[random.Next(all.Count)], all[^1]];

    /// <summary>Records a random valid event; a rejected one is replaced by another.</summary>
    private async Task<long> TakeAStepAsync(Random random)
    {
        while (true)
        {
            var answer = await TryAsync(random, random.Next(14));
            if (answer is not { Status: HttpStatusCode.Created }) continue;
            if (answer.Stream is { } stream && stream.StartsWith("city/", StringComparison.Ordinal)) _cities++;
            _entries.Add(answer);
            return answer.Position;
        }
    }

    private async Task<Answer?> TryAsync(Random random, int what)
    {
        var city = Cities[random.Next(Cities.Length)];
        var day = $"{new DateOnly(2022, 8, 1).AddDays(random.Next(90)):yyyy-MM-dd}";
        var directive = _directives.Count > 0 ? _directives[random.Next(_directives.Count)] : null;
        var target = _targets.Count > 0 ? _targets[random.Next(_targets.Count)] : null;
        return (what, directive, target) switch
        {
            (0, _, _) => Keep(_directives, "/v1/directives/", await _app.IssueDirectiveAsync("2022-09-30", Cities)),
            (1, { }, _) => await _app.AcknowledgeAsync(directive, city, day),
            (2, { }, _) => await _app.FulfilAsync(directive, city, day),
            (3, { }, _) => await _app.FlagOverdueAsync(directive, "2022-10-01", city),
            (4, { }, _) => await _app.AmendAsync(directive, $"2022-{10 + random.Next(3)}-15", day),
            (5, _, _) => Keep(_targets, "/v1/targets/", await _app.PostAsync("/v1/targets", TargetScenarios.Target())),
            (6, _, { }) => await _app.ReportAsync(target, $"{random.Next(50, 90)}.5", city),
            (7, _, _) => Keep(_commendations, "/v1/commendations/", await AwardAsync(city, random)),
            (8, _, _) => await RegisterAsync(random),
            (9, _, _) => await _app.PostEventAsync(Scenarios.Flowers(occurredOn: day)),
            (10, _, _) => await JoinAsync(random),
            _ => await _entries.ChangeAsync(_app, random, anotherDay: "2022-07-30"),
        };
    }

    private Task<Answer> AwardAsync(string city, Random random) => _app.PostAsync("/v1/commendations", new JsonObject
    {
        ["occurredOn"] = "2022-12-20",
        ["clusterId"] = Scenarios.Cluster,
        ["recipientUnit"] = city,
        ["title"] = "advanced-unit",
        ["level"] = "Ministry",
        ["decisionNumber"] = $"{random.Next(1, 999)}/QĐ",
        ["decisionDate"] = "2022-12-20",
    });

    private Task<Answer> RegisterAsync(Random random) => _app.PostEventAsync(Scenarios.Event(
        "city-registered", $"city/city-{_cities}", new JsonObject
        {
            ["name"] = $"City {random.Next(100)}",
            ["gsoCode"] = $"{_cities:00}",
        }));

    private Task<Answer> JoinAsync(Random random) => _app.PostEventAsync(Scenarios.Event(
        "member-joined", $"cluster/{Scenarios.Cluster}", new JsonObject
        {
            ["occurredOn"] = "2021-06-01",
            ["effectiveOn"] = "2021-06-01",
            ["cityId"] = random.Next(2) == 0 ? "hai-phong" : "city-0",
            ["unit"] = new JsonObject { ["name"] = "Công an" },
        }));
}
