using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Entries;

/// <summary>The searchable texts of an activity: its display texts and every text in its own fields.</summary>
internal static class SearchTexts
{
    private static readonly HashSet<string> Envelope =
        [.. typeof(Activity).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    /// <param name="activity">The activity as JSON.</param>
    /// <param name="texts">Its titles and summaries.</param>
    public static IEnumerable<string> Of(JsonElement activity, params DisplayText[] texts) =>
        texts.SelectMany(text => new[] { text.Title, text.Summary })
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
