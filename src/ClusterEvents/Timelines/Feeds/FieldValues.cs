using System.Globalization;
using System.Text.Json;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Shows the recorded values of fields as people write them.</summary>
/// <param name="Language">The language.</param>
/// <param name="Names">Names of cities, campaigns and clusters by key.</param>
internal sealed record FieldValues(Language Language, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>A value as one line of text.</summary>
    /// <param name="field">The name of the field.</param>
    /// <param name="value">The value as it is recorded.</param>
    public string Of(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => Language.In("(trống)", "(empty)"),
        JsonValueKind.Array => string.Join(
            field == "items" ? "; " : ", ", value.EnumerateArray().Select(one => Of(field, one))),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(one => Of(one.Name, one.Value))),
        JsonValueKind.Number => Number(field, value),
        JsonValueKind.String => Text(field, value.GetString()!),
        JsonValueKind.True => Language.In("Có", "Yes"),
        _ => Language.In("Không", "No"),
    };

    private string Number(string field, JsonElement value) =>
        field is "year" or "forYear" || !value.TryGetInt64(out var number)
        ? value.GetRawText() : field == "amountVnd" ? Language.Dong(number) : Language.Grouped(number);

    private string Text(string field, string text)
    {
        if (Names.TryGetValue(text, out var name) && IsKey(field)) return name;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Language.In(day);
        if (ChoiceNames.Of(Language, text) is { } choice && field is not ("name" or "title" or "text")) return choice;
        // Decimals travel as texts.
        return Language == Language.Vietnamese && field is "value" or "finalValue" or "points" or "max" or "baseline"
            ? text.Replace('.', ',') : text;
    }

    private static bool IsKey(string field) =>
        field is not ("name" or "note" or "gist" or "text" or "title" or "summary");
}
