using System.Text.Json;
using ClusterEvents.Recording;

namespace ClusterEvents.Timelines;

/// <summary>The texts of an activity that a search looks into: its wording, and every text of its own fields.</summary>
internal static class SearchTexts
{
    private static readonly HashSet<string> Envelope =
        [.. typeof(Activity).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    /// <param name="activity">The activity as JSON.</param>
    /// <param name="wordings">Its titles and summaries.</param>
    public static IEnumerable<string> Of(JsonElement activity, params Wording[] wordings) =>
        wordings.SelectMany(wording => new[] { wording.Title, wording.Summary })
            .Concat(activity.EnumerateObject().Where(field => !Envelope.Contains(field.Name))
                .SelectMany(f => In(f.Value)));

    private static IEnumerable<string> In(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(In),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => In(field.Value)),
        _ => [],
    };
}
