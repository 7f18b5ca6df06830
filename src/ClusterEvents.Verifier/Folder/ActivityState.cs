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

    /// <summary>The state after a correction, retraction or reinstatement.</summary>
    public ActivityState After(string kind, JsonElement data) => kind switch
    {
        "entry-retracted" => this with { Retracted = true },
        "entry-reinstated" => this with { Retracted = false },
        "entry-corrected" => this with { Data = Changed(data.GetProperty("changes")), Corrected = true },
        _ => this,
    };

    private JsonObject Changed(JsonElement changes)
    {
        var changed = Data.DeepClone().AsObject();
        foreach (var change in changes.EnumerateArray())
        {
            var path = change.GetProperty("field").GetString()!.Split('.');
            var owner = path[..^1].Aggregate((JsonObject?)changed, (node, name) => node?[name] as JsonObject);
            if (owner is null) continue;
            if (change.TryGetProperty("new", out var value) && value.ValueKind != JsonValueKind.Null)
                owner[path[^1]] = JsonNode.Parse(value.GetRawText());
            else owner.Remove(path[^1]);
        }

        return changed;
    }

    private IEnumerable<string> Names(string field) => (Data[field] as JsonArray ?? []).Select(name => (string)name!);
}
