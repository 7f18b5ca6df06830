using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>
/// Writes the data of an event into the cells of its columns, as people would: the way back of a sheet.
/// </summary>
public static class WrittenValue
{
    /// <summary>The text of a column; empty if the data has no value for it.</summary>
    public static string Of(SheetColumn column, JsonObject data, StreamKey? stream, SheetNames names)
    {
        if (column.Path == SheetColumn.Stream) return stream is { } key ? Name(key, names) : "";
        var language = names.Context.Language;
        return FieldPath.Parse(column.Path)!.ValueIn(data) switch
        {
            null => "",
            JsonArray list => string.Join("; ", list.Select(item => Text(column, item!, language, names))),
            // An object is in the columns of its fields.
            JsonObject => "",
            var value => Text(column, value, language, names),
        };
    }

    private static string Text(SheetColumn column, JsonNode value, Language language, SheetNames names)
    {
        var text = value.ToString();
        var type = column.ValueType!;
        if (type.IsEnum) return ChoiceNames.Of(language, text) ?? text;
        if (type == typeof(DateOnly)) return Scalars.Day(text) is { } day ? $"{day:dd'/'MM'/'yyyy}" : text;
        if (type == typeof(DateTimeOffset) && Scalars.Instant(text) is { } instant)
            return instant.ToOffset(TimeSpan.FromHours(7))
                .ToString("dd'/'MM'/'yyyy HH':'mm", CultureInfo.InvariantCulture);
        if (type == typeof(decimal) && DecimalText.Parse(text) is { } number) return language.In(number);
        if (type == typeof(CityId)) return names.Context.Cities.NameOf(text) ?? text;
        return column.Path switch
        {
            "campaignIds" => names.Context.Campaigns.NameOf(text) ?? text,
            "clusterId" => names.Context.Clusters.NameOf(text) ?? text,
            _ => text,
        };
    }

    private static string Name(StreamKey key, SheetNames names) => key.Kind switch
    {
        StreamKinds.Campaign => names.Context.Campaigns.NameOf(key.Id) ?? key.ToString(),
        StreamKinds.Cluster => names.Context.Clusters.NameOf(key.Id) ?? key.ToString(),
        StreamKinds.City => names.Context.Cities.NameOf(key.Id) ?? key.ToString(),
        _ => key.ToString(),
    };
}
