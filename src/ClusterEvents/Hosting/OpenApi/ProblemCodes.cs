using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>
/// The codes of problem details: by status those that any operation may answer with, and by operation those of its own
/// rules. Tests demand that every answer they get is described.
/// </summary>
internal static class ProblemCodes
{
    /// <summary>The extension that lists codes, of a response or, with status 422, of an operation.</summary>
    public const string Extension = "x-problem-codes";

    private static readonly EventCatalogue Catalogue = StoredEvents.Catalogue;

    /// <summary>The codes under one status, in alphabetical order.</summary>
    public static string[] Of(int status) => InOrder(status switch
    {
        400 => Recording(RejectionKind.Malformed, "bad-request", "malformed-json"),
        401 => ["not-signed-in"],
        403 => Recording(RejectionKind.NotAllowed),
        404 => Recording(RejectionKind.NotFound, "draft-lapsed", "no-state", "not-found", "not-in-the-log",
            "unknown-dead-letter", "unknown-draft", "unknown-kind", "unknown-verification",
            "unknown-version"),
        406 => ["not-acceptable"],
        408 => ["body-too-slow", "import-too-slow"],
        409 => Recording(RejectionKind.Conflict, "looks-like-a-repeat", "sheet-already-recorded", "too-many-drafts"),
        412 => Recording(RejectionKind.StaleVersion, "not-this-version"),
        413 => ["body-too-large", "line-too-long"],
        414 => ["uri-too-long"],
        415 => ["unsupported-media-type"],
        422 => Recording(RejectionKind.RuleBroken, "nothing-to-record"),
        429 => ["too-many-requests"],
        503 => ["search-being-built", "store-full", "store-unreachable"],
        504 => ["list-behind", "not-sealed-yet", "timeline-behind"],
        _ => Enumerable.Empty<string>(),
    });

    /// <summary>The codes of the rules that an operation has beside those of every recording.</summary>
    /// <param name="type">The type of event that it records; null where it records any.</param>
    public static string[] OfRules(ActivityType? type) => InOrder(
        (type is null or { AsksRulesOfTarget: true } ? Catalogue.Types : [type])
            .SelectMany(one => RecordingCodes.Of(one, Catalogue)));

    /// <summary>The codes that it has where it contradicts an entry of another day on its stream.</summary>
    public static string[] OfOtherEntries(ActivityType? type) =>
        type is null ? [] : InOrder(RecordingCodes.OfOthers(type, Catalogue));

    /// <summary>Every code of this version, in alphabetical order.</summary>
    public static string[] All(IEnumerable<int> statuses) => InOrder(statuses.SelectMany(Of).Concat(OfRules(null)));

    public static JsonNodeExtension List(IEnumerable<string> codes) =>
        new(new JsonArray([.. codes.Select(code => (JsonNode)code)]));

    /// <summary>Codes in a sentence.</summary>
    public static string Told(IEnumerable<string> codes) => string.Join(", ", codes.Select(code => $"`{code}`"));

    private static string[] InOrder(IEnumerable<string> codes) => [.. codes.Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Recording(RejectionKind kind, params string[] others) =>
        RecordingCodes.Shared(kind, Catalogue).Concat(others);
}
