using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Recording.Model;

namespace ClusterEvents.Pages.Changes;

/// <summary>An entry as the texts of its form, the way people write them.</summary>
internal static class CorrectionInput
{
    /// <summary>The form filled in with an entry.</summary>
    public static FormInput Of(KindForm form, Activity activity, StreamKey stream, Language language)
    {
        var input = FormInput.Of([]);
        input.Set(FormSituations.Stream, stream.ToString());
        Fill(input, "", RecordJson.ObjectOf(activity), form.Type.Reader(), language);
        return input;
    }

    /// <summary>Completes what depends on the members of the day and on the names of units.</summary>
    public static void Complete(FormInput input, KindForm form, Activity activity, FormSituation situation)
    {
        foreach (var field in form.Type.Reader().Fields.Where(field => field.ValueType == typeof(Organisation)))
            if (field.Property.GetValue(activity) is Organisation organisation)
                input.Set(field.Name, organisation.CityId?.Value
                    ?? (organisation.Name == situation.Cluster?.Name ? "cluster" : "other"));
        if (form.Members is not { } list) return;
        var members = situation.Members.Select(member => member.CityId.Value).ToHashSet(StringComparer.Ordinal);
        input.Set("all", members.Count > 0 && members.SetEquals(input.All(list)) ? "yes" : "no");
    }

    /// <summary>
    /// Puts what was typed for a new entry into the form of the one that stands. What was left empty stays as it
    /// stands, and so does the thing that the entry belongs to; sources are added to those on record.
    /// </summary>
    public static void TakeAlong(FormInput input, KindForm form, FormInput typed)
    {
        foreach (var field in form.Type.Reader().Fields.Where(field => !field.IsOwnStream && field.Name != "clusterId"))
        {
            if (field.Name == "cityIds" && form.Members != "cityIds") continue;
            if (field.IsList && !field.IsSet) TakeRows(input, typed, field.Name, keep: field.Name == "sources");
            else
                foreach (var (name, values) in typed.Texts.Where(one => IsWithin(one.Key, field.Name)))
                    if (typed[name] is not null) input.Set(name, values);
        }

        if (form.Members is not null && typed["all"] is { } all) input.Set("all", all);
    }

    private static void TakeRows(FormInput input, FormInput typed, string list, bool keep)
    {
        var standing = RowsOf(input, list);
        var rows = RowsOf(typed, list).Where(row => !keep || !standing.Exists(one => IsSame(one, row))).ToList();
        if (rows.Count == 0) return;
        if (!keep)
            for (var row = input.RowsOf(list) - 1; row >= 0; row--) input.Drop($"{list}[{row}]");
        var next = keep ? input.RowsOf(list) : 0;
        foreach (var row in rows)
        {
            foreach (var (rest, text) in row) input.Set($"{list}[{next}]{rest}", text);
            next++;
        }
    }

    /// <summary>The rows of a list in which something stands: what follows the number, and the text.</summary>
    private static List<Dictionary<string, string>> RowsOf(FormInput input, string list) =>
        [.. Enumerable.Range(0, input.RowsOf(list)).Select(row => $"{list}[{row}]").Select(row => input.Texts.Keys
            .Where(name => IsWithin(name, row) && input[name] is not null)
            .ToDictionary(name => name[row.Length..], name => input[name]!, StringComparer.Ordinal))
            .Where(row => row.Count > 0)];

    /// <summary>Whether a row that was typed says nothing but what a row on record says.</summary>
    private static bool IsSame(Dictionary<string, string> standing, Dictionary<string, string> typed) =>
        typed.All(one => standing.GetValueOrDefault(one.Key)?.Trim() == one.Value.Trim());

    private static bool IsWithin(string name, string path) => name.StartsWith(path, StringComparison.Ordinal)
        && (name.Length == path.Length || name[path.Length] is '.' or '[');

    private static void Fill(FormInput input, string prefix, JsonObject values, RecordReader reader, Language language)
    {
        foreach (var (name, value) in values)
            if (value is not null && reader.Fields.FirstOrDefault(field => field.Name == name) is { } field)
                Fill(input, prefix + name, value, field, language);
    }

    private static void Fill(FormInput input, string path, JsonNode value, FieldReader field, Language language)
    {
        switch (value)
        {
            case JsonObject inner when field.Inner is { } reader:
                Fill(input, $"{path}.", inner, reader, language);
                break;
            case JsonArray rows when field.Inner is { } reader:
                foreach (var (index, row) in rows.Index())
                    Fill(input, $"{path}[{index}].", (JsonObject)row!, reader, language);
                break;
            case JsonArray keys when field.IsSet:
                input.Set(path, [.. keys.Select(key => (string)key!)]);
                break;
            case JsonArray texts:
                foreach (var (index, text) in texts.Index()) input.Set($"{path}[{index}]", (string)text!);
                break;
            default:
                input.Set(path, Written(value.ToString(), field, language));
                break;
        }
    }

    private static string Written(string text, FieldReader field, Language language) =>
        field.ValueType == typeof(DateOnly) && Scalars.Day(text) is { } day ? FormDefaults.Typed(day)!
        : field.ValueType == typeof(DateTimeOffset) && Scalars.Instant(text) is { } instant
            ? Clock.Local(instant).ToString("dd'/'MM'/'yyyy HH':'mm", CultureInfo.InvariantCulture)
        : field.ValueType == typeof(decimal) && language == Language.Vietnamese ? text.Replace('.', ',')
        : text;
}
