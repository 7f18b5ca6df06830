using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterEvents.Domain.Model;

/// <summary>How everything of the record is written as JSON: the same shape in the store and for readers.</summary>
public static class RecordJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions());

    /// <summary>The JSON of a value.</summary>
    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // Vietnamese stays readable in the store, in exports and on the wire; what is relaxed matters in HTML alone.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new DecimalTextConverter());
        return options;
    }
}
