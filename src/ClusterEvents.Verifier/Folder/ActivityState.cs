using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClusterEvents.Verifier.Folder;

/// <summary>The state of an activity after the corrections so far.</summary>
internal sealed record ActivityState(string Kind, JsonObject Data, bool Corrected, bool Retracted)
{
    /// <summary>The parts of a day, in order; an unknown part sorts before them.</summary>
    private static readonly string[] DayParts = ["Morning", "Afternoon", "Evening"];

    /// <summary>When the activity was recorded; corrections do not change it.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The cities that dispute it as it stands.</summary>
    public ImmutableHashSet<string> DisputedBy { get; private init; } = [];

    /// <summary>When it occurred, as yyyy-MM-dd; null if unknown.</summary>
    public string? OccurredOn => (string?)Data["occurredOn"];

    /// <summary>Its sort key on a timeline: unknown values come first.</summary>
    public (DateOnly Day, int Part, int Hint, DateTimeOffset RecordedAt) Place => (
        OccurredOn is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", null) : DateOnly.MinValue,
        Array.IndexOf(DayParts, (string?)Data["dayPart"]), (int?)Data["sequenceHint"] ?? 0, RecordedAt);

    public IEnumerable<string> Timelines()
    {
        if (Kinds.Nowhere.Contains(Kind)) return [];
        var cities = Names("cityIds").Concat(Names("guestCityIds")).Select(city => $"city/{city}");
        return (Kinds.CitiesOnly.Contains(Kind) ? cities
            : cities.Concat(Names("campaignIds").Select(name => $"campaign/{name}"))).Distinct();
    }

    /// <summary>The state after a correction, retraction, dispute or the like.</summary>
    public ActivityState After(string kind, JsonElement data) => kind switch
    {
        "entry-retracted" => this with { Retracted = true, DisputedBy = [] },
        "entry-reinstated" => this with { Retracted = false },
        "entry-corrected" =>
            this with { Data = Changed(data.GetProperty("changes")), Corrected = true, DisputedBy = [] },
        "entry-disputed" => this with { DisputedBy = DisputedBy.Add(data.GetProperty("city").GetString()!) },
        "dispute-withdrawn" => this with { DisputedBy = DisputedBy.Remove(data.GetProperty("city").GetString()!) },
        _ => this,
    };

    private JsonObject Changed(JsonElement changes)
    {
        var changed = Data.DeepClone().AsObject();
        foreach (var change in changes.EnumerateArray())
        {
            var path = Steps(change.GetProperty("field").GetString() ?? "");
            if (path.Length == 0) throw new FormatException("A change names no field.");
            // An empty list is no value.
            var value = change.TryGetProperty("new", out var given) && given.ValueKind != JsonValueKind.Null
                && !(given.ValueKind == JsonValueKind.Array && given.GetArrayLength() == 0)
                ? JsonNode.Parse(given.GetRawText()) : null;
            switch (path[..^1].Aggregate((JsonNode?)changed, Into))
            {
                case JsonObject owner when value is null:
                    owner.Remove(path[^1]);
                    break;
                case JsonObject owner:
                    owner[path[^1]] = value;
                    break;
                case JsonArray list when value is not null && int.TryParse(path[^1], out var item) && item < list.Count:
                    list[item] = value;
                    break;
            }
        }

        return changed;
    }

    /// <summary>
    /// The steps of a path with dots into objects and numbers into lists, as in <c>items[0].text</c>.
    /// </summary>
    private static string[] Steps(string path) =>
        path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);

    private static JsonNode? Into(JsonNode? owner, string step) => owner switch
    {
        JsonObject fields => fields[step],
        JsonArray list when int.TryParse(step, out var item) => list.ElementAtOrDefault(item),
        _ => null,
    };

    private IEnumerable<string> Names(string field) => (Data[field] as JsonArray ?? []).Select(name => (string)name!);
}
