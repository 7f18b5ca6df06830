using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace ClusterEvents.Tests.Hosting.OpenApi;

/// <summary>
/// The refusals that the approved API description has: each that a test receives must be among them.
/// </summary>
internal static class DescribedRefusals
{
    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(
        Repository.File("tests/ClusterEvents.Tests/Hosting/OpenApi/openapi.approved.json")))!;

    private static readonly (Regex Path, JsonObject Operations)[] Paths =
    [
        .. Document["paths"]!.AsObject()
            // Words before parameters, as routing chooses.
            .OrderBy(path => path.Key.Replace('{', '~'), StringComparer.Ordinal)
            .Select(path => (PatternOf(path.Key), path.Value!.AsObject())),
    ];

    /// <summary>
    /// Demands that an operation of the description has this status with this code. What is no operation, such as a
    /// page or a path that is not there, has no description.
    /// </summary>
    public static void Require(HttpMethod method, string target, int status, string? code)
    {
        var path = target.Split('?')[0];
        var operation = Paths.FirstOrDefault(one => one.Path.IsMatch(path)).Operations?[
            method.Method.ToLowerInvariant()];
        if (operation is null || status == 500) return;
        var name = operation["responses"]![status.ToString(CultureInfo.InvariantCulture)]?["$ref"];
        Assert.True(name is not null, $"{method} {path} answered {status} {code}, which is not described.");
        var shared = Document["components"]!["responses"]![((string)name!).Split('/')[^1]]!;
        var codes = Codes(shared).Concat(status == 422 ? Codes(operation) : []);
        Assert.True(codes.Contains(code), $"{method} {path} answered {status} {code}, a code that is not described.");
    }

    private static IEnumerable<string> Codes(JsonNode described) =>
        described["x-problem-codes"] is JsonArray codes ? codes.Select(code => (string)code!) : [];

    private static Regex PatternOf(string path) =>
        new($"^{Regex.Replace(Regex.Escape(path), @"\\\{[^}]+}", "[^/]+")}$", default, TimeSpan.FromSeconds(1));
}
