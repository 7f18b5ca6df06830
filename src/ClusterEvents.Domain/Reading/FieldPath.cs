using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// The path of a field in JSON: names with dots into objects and numbers into lists, as in <c>person.rank</c> and
/// <c>items[0].text</c>.
/// </summary>
public sealed partial class FieldPath
{
    private readonly string[] _steps;

    private FieldPath(string[] steps) => _steps = steps;

    /// <summary>The path that a text names; null if it is no path.</summary>
    public static FieldPath? Parse(string text) =>
        Form().IsMatch(text) ? new([.. Step().Matches(text).Select(step => step.Value)]) : null;

    /// <summary>The names along the path, without the numbers into lists.</summary>
    public IEnumerable<string> Names => _steps.Where(step => !IsNumber(step));

    /// <summary>The steps along the path, names and numbers.</summary>
    public IReadOnlyList<string> Steps => _steps;

    /// <summary>Whether both name the same value, or one names a part of what the other names.</summary>
    public bool Overlaps(FieldPath other) => _steps.Zip(other._steps).All(pair => pair.First == pair.Second);

    /// <summary>The value at the path; null if there is none.</summary>
    public JsonNode? ValueIn(JsonObject json) => _steps.Aggregate((JsonNode?)json, Into);

    /// <summary>
    /// The path of the object or list that would hold the value, if it is missing; null if it is there.
    /// </summary>
    public string? MissingParent(JsonObject json)
    {
        var parent = new FieldPath(_steps[..^1]);
        return parent.ValueIn(json) switch
        {
            JsonObject when !IsNumber(_steps[^1]) => null,
            JsonArray list when IsNumber(_steps[^1]) && Number(_steps[^1]) < list.Count => null,
            _ => parent.ToString(),
        };
    }

    /// <summary>Whether it names an item of a list.</summary>
    public bool IsItem => IsNumber(_steps[^1]);

    /// <summary>
    /// Sets the value at the path, or removes a field if it is null. Does nothing if the parent is missing; an item of
    /// a list is not removed, because the numbers of the others would change.
    /// </summary>
    public void Set(JsonObject json, JsonNode? value)
    {
        switch (new FieldPath(_steps[..^1]).ValueIn(json))
        {
            case JsonObject owner when value is null:
                owner.Remove(_steps[^1]);
                break;
            case JsonObject owner:
                owner[_steps[^1]] = value;
                break;
            case JsonArray list when value is not null && IsNumber(_steps[^1]) && Number(_steps[^1]) < list.Count:
                list[Number(_steps[^1])] = value;
                break;
        }
    }

    public override string ToString() => string.Concat(_steps.Select((step, index) =>
        IsNumber(step) ? $"[{step}]" : index == 0 ? step : $".{step}"));

    private static JsonNode? Into(JsonNode? owner, string step) => owner switch
    {
        JsonObject fields when !IsNumber(step) => fields[step],
        JsonArray list when IsNumber(step) => list.ElementAtOrDefault(Number(step)),
        _ => null,
    };

    private static bool IsNumber(string step) => char.IsAsciiDigit(step[0]);

    private static int Number(string step) => int.Parse(step, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*(\[(0|[1-9][0-9]{0,3})\])?"
        + @"(\.[A-Za-z][A-Za-z0-9]*(\[(0|[1-9][0-9]{0,3})\])?)*\z")]
    private static partial Regex Form();

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Step();
}
