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
