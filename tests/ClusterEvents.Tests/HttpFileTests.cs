using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>The .http file, for editors that send requests, has the requests of the README.</summary>
public sealed partial class HttpFileTests
{
    [Fact]
    public async Task The_http_file_has_the_requests_of_the_README_in_their_order()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"), TestApp.Cancel);
        var file = await File.ReadAllTextAsync(
            Repository.File("src/ClusterEvents/ClusterEvents.http"), TestApp.Cancel);
        string[] expected = [.. Curl().Matches(readme).Select(match => FromCurl(match.Value))];

        Assert.True(expected.Length >= 11, "The README has lost its requests.");
        Assert.Equal(expected, file.Split("\n###", StringSplitOptions.None).Skip(1).Select(FromFile));
    }

    private static string FromCurl(string curl)
    {
        var body = CurlBody().Match(curl);
        return Request(body.Success ? "POST" : "GET", CurlPath().Match(curl).Groups[1].Value,
            CurlHeader().Matches(curl).Select(header => header.Groups[1].Value),
            body.Success ? body.Groups[1].Value : null);
    }

    private static string FromFile(string request)
    {
        // The rest of the line of the separator is a title.
        var parts = request[(request.IndexOf('\n') + 1)..].Trim().Split("\n\n", 2);
        var head = parts[0].Split('\n');
        var line = RequestLine().Match(head[0]);
        Assert.True(line.Success, head[0]);
        return Request(line.Groups[1].Value, line.Groups[2].Value, head[1..], parts is [_, var body] ? body : null);
    }

    /// <summary>One text for a request, whatever the layout of its JSON.</summary>
    private static string Request(string method, string path, IEnumerable<string> headers, string? body) =>
        $"{method} {path}\n{string.Join('\n', headers)}\n"
        + (body is ['{', ..] ? JsonNode.Parse(body)!.ToJsonString() : body?.Trim());

    [GeneratedRegex("(?<=^```sh\n)curl .*?(?=^```)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Curl();

    [GeneratedRegex(@"http://localhost:5080(/[^'\s]*)")]
    private static partial Regex CurlPath();

    [GeneratedRegex("-H '([^']+)'")]
    private static partial Regex CurlHeader();

    [GeneratedRegex("-d '([^']*)'", RegexOptions.Singleline)]
    private static partial Regex CurlBody();

    [GeneratedRegex(@"^(GET|POST) \{\{host\}\}(/\S*)$")]
    private static partial Regex RequestLine();
}
