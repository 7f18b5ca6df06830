using System.Text.Json;

namespace ClusterEvents.Domain.Model;

/// <summary>Writes JSON in the form of the record: Vietnamese letters are not escaped.</summary>
public static class JsonWriting
{
    public static readonly JsonWriterOptions Options = new() { Encoder = RecordJson.Options.Encoder };

    /// <summary>
    /// For responses into which stored JSON is copied: a validating writer would accept only whole values, not the
    /// fields of an object.
    /// </summary>
    public static readonly JsonWriterOptions Copying = Options with { SkipValidation = true };

    /// <summary>Copies the fields of a stored, non-empty object into the object being written.</summary>
    public static void WriteFieldsOf(this Utf8JsonWriter json, string stored) =>
        json.WriteRawValue(stored.AsSpan(1..^1), skipInputValidation: true);

    public static void WriteAs(this JsonElement value, Utf8JsonWriter json, string name)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
