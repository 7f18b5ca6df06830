using System.Text.Json;

namespace ClusterEvents.Domain.Model;

/// <summary>Writes JSON in the form of the record: Vietnamese letters are not escaped.</summary>
public static class JsonWriting
{
    public static readonly JsonWriterOptions Options = new() { Encoder = RecordJson.Options.Encoder };

    public static void WriteAs(this JsonElement value, Utf8JsonWriter json, string name)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
