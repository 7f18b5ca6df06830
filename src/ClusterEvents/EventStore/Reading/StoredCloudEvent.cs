using System.Buffers;
using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.EventStore.Reading;

/// <summary>One recorded event as a CloudEvent: its original attributes and those that the server adds.</summary>
public sealed record StoredCloudEvent(
    long Position, long Version, string Type, string Stream, DateTimeOffset RecordedAt, string? RecordedBy,
    string? CorrelationId, string? CausationId, string Headers, string Data)
{
    /// <summary>
    /// An instant as written by <see cref="Utf8JsonWriter"/>: without trailing zeros in the fraction.
    /// </summary>
    private const string RecordedTime = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>The columns that <see cref="From"/> reads, in their order.</summary>
    public const string Columns =
        "seq_id, version, type, stream_id, timestamp, user_name, "
        + "correlation_id, causation_id, headers::text, data::text";

    public static StoredCloudEvent From(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4),
        Text(row, 5), Text(row, 6), Text(row, 7), row.GetString(8), row.GetString(9));

    /// <summary>The position as a CloudEvents attribute, with leading zeros so that it sorts as text.</summary>
    private string Sequence => Position.ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>Writes it as one JSON object; the event's data is copied as it is stored.</summary>
    public void Write(Utf8JsonWriter json)
    {
        using var headers = JsonDocument.Parse(Headers);
        Write(json, headers.RootElement);
    }

    /// <summary>The same, with its headers as they were read already.</summary>
    public void Write(Utf8JsonWriter json, JsonElement headers)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        headers.GetProperty(EventHeaders.Id).WriteAs(json, "id");
        headers.GetProperty(EventHeaders.Source).WriteAs(json, "source");
        json.WriteString("type", StoredShape.CloudEventTypeOf(Type));
        json.WriteString("subject", Stream);
        json.WriteString("datacontenttype", MediaTypeNames.Application.Json);
        json.WriteString("recordedtime", RecordedAt.UtcDateTime);
        json.WriteString("recordedby", RecordedBy);
        json.WriteString("sequence", Sequence);
        if (CorrelationId is not null) json.WriteString("correlationid", CorrelationId);
        if (CausationId is not null) json.WriteString("causationid", CausationId);
        if (headers.TryGetProperty(EventHeaders.Extensions, out var extensions))
            foreach (var extension in extensions.EnumerateObject()) extension.Value.WriteAs(json, extension.Name);
        json.WritePropertyName("data");
        json.WriteRawValue(Data, skipInputValidation: true);
        json.WriteEndObject();
    }

    /// <summary>
    /// The fields that <see cref="Write(Utf8JsonWriter)"/> writes, for the canonical form: from the columns and from
    /// JSON that was parsed.
    /// </summary>
    /// <param name="headers">Its headers.</param>
    /// <param name="data">Its data.</param>
    public CanonicalObject ToCanonical(JsonElement headers, JsonElement data)
    {
        var fields = new CanonicalObject();
        fields.Add("specversion", "1.0");
        fields.Add("id", headers.GetProperty(EventHeaders.Id));
        fields.Add("source", headers.GetProperty(EventHeaders.Source));
        fields.Add("type", StoredShape.CloudEventTypeOf(Type));
        fields.Add("subject", Stream);
        fields.Add("datacontenttype", MediaTypeNames.Application.Json);
        fields.Add("recordedtime", RecordedAt.UtcDateTime.ToString(RecordedTime, CultureInfo.InvariantCulture));
        fields.Add("recordedby", RecordedBy);
        fields.Add("sequence", Sequence);
        if (CorrelationId is not null) fields.Add("correlationid", CorrelationId);
        if (CausationId is not null) fields.Add("causationid", CausationId);
        if (headers.TryGetProperty(EventHeaders.Extensions, out var extensions))
            foreach (var extension in extensions.EnumerateObject()) fields.Add(extension.Name, extension.Value);
        fields.Add("data", data);
        return fields;
    }

    /// <summary>The JSON object by itself, in UTF-8.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, JsonWriting.Options)) Write(json);
        return body.WrittenMemory;
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
