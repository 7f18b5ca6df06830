using System.Net;
using System.Text.RegularExpressions;
using ClusterEvents.Hosting.Supervision;
using Xunit;

namespace ClusterEvents.Tests.Observability;

/// <summary>Dashboard, alert rules and READMEs name the metrics that the program publishes, and no others.</summary>
public sealed partial class ObservabilityFileTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private const string Folder = "src/ClusterEvents/Hosting";

    [Theory]
    [InlineData("Observability/dashboard.json", """
        "expr": "(?<query>(\\.|[^"\\])*)"
        """)]
    [InlineData("Observability/alerts.yml", @"expr: (\|\n)?(?<query>(.+\n)(?:          .+\n)*)")]
    public async Task A_file_asks_only_for_metrics_that_are_published(string file, string queries)
    {
        (await app.GetAsync("/health/ready")).Expect(HttpStatusCode.OK);
        using var metrics = new PublishedMetrics(app);
        var text = await File.ReadAllTextAsync(Repository.File($"{Folder}/{file}"), TestApp.Cancel);

        string[] asked = [.. Regex.Matches(text, queries.Trim()).SelectMany(query =>
            Metric().Matches(Labels().Replace(query.Groups["query"].Value, ""))).Select(match => match.Value)
                .Distinct()];

        Assert.True(asked.Length >= 8, $"Only {string.Join(", ", asked)} found in {file}.");
        Assert.Empty(asked.Except(metrics.InPrometheus));
    }

    [Fact]
    public async Task Every_metric_of_the_program_stands_in_the_README_and_none_that_is_not_one()
    {
        using var metrics = new PublishedMetrics(app);
        var readme = await File.ReadAllTextAsync(Repository.File($"{Folder}/README.md"), TestApp.Cancel);

        Assert.Equal(metrics.Own, Row().Matches(readme).Select(row => row.Groups["name"].Value).Order());
    }

    [GeneratedRegex(@"\bby \([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b(clusterevents|http_server|db_client|dotnet|process)_[a-z_]+(?=[\s{\[)]|$)")]
    private static partial Regex Metric();

    [GeneratedRegex(@"^\| `(?<name>clusterevents\.[a-z.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
