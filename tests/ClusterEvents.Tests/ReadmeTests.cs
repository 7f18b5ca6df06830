using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>Every request in the README, sent in order; JSON below a request must match its response.</summary>
public sealed partial class ReadmeTests(SeededApp app) : IClassFixture<SeededApp>
{
    [Fact]
    public async Task Every_request_in_the_README_is_answered_as_it_says()
    {
        // Wait for the first checkpoint.
        await Eventually.FindAsync(() => app.GetAsync("/log/checkpoint"), answer => answer.Status == HttpStatusCode.OK);
        var blocks = Block().Matches(await File.ReadAllTextAsync(Repository.File("README.md"), TestApp.Cancel));
        Answer? last = null;
        var sent = 0;
        foreach (Match block in blocks)
        {
            if (block.Groups["language"].Value == "json")
                AssertLike(JsonNode.Parse(block.Groups["text"].Value)!, last!.Json);
            else if (block.Groups["text"].Value.StartsWith("curl ", StringComparison.Ordinal))
            {
                last = await SendAsync(block.Groups["text"].Value);
                sent++;
                Assert.True((int)last.Status is < 300 or 422, last.Text);
            }
        }

        Assert.Equal(
            blocks.Count(block => block.Groups["text"].Value.StartsWith("curl ", StringComparison.Ordinal)), sent);
        Assert.True(sent >= 11, "The README has lost its requests.");
    }

    private Task<Answer> SendAsync(string curl)
    {
        var address = Address().Match(curl).Groups["path"].Value;
        (string, string)[] headers =
            [.. Header().Matches(curl).Select(h => (h.Groups["name"].Value, h.Groups["value"].Value))];
        var body = Body().Match(curl);
        return body.Success
            ? app.PostRawAsync(address, body.Groups["body"].Value, headers.Single(h => h.Item1 == "Content-Type").Item2,
                [.. headers.Where(h => h.Item1 != "Content-Type")])
            : app.GetAsync(address, headers);
    }

    /// <summary>The same fields with the same values; "…" stands for a value that differs each time.</summary>
    private static void AssertLike(JsonNode printed, JsonNode answered)
    {
        foreach (var (field, value) in printed.AsObject())
        {
            Assert.NotNull(answered[field]);
            if ((value as JsonValue)?.TryGetValue<string>(out var text) == true && text == "…") continue;
            Assert.True(JsonNode.DeepEquals(value, answered[field]), $"{field}: {answered[field]} for {value}");
        }
    }

    [GeneratedRegex("^```(?<language>sh|json)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"http://localhost:5080(?<path>/[^'\s]*)")]
    private static partial Regex Address();

    [GeneratedRegex("-H '(?<name>[^:']+): (?<value>[^']+)'")]
    private static partial Regex Header();

    [GeneratedRegex("-d '(?<body>[^']*)'", RegexOptions.Singleline)]
    private static partial Regex Body();
}
