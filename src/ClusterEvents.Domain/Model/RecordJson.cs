using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ClusterEvents.Domain.Model.Json;

namespace ClusterEvents.Domain.Model;

/// <summary>The JSON settings of the record: the store and the API use the same form.</summary>
public static class RecordJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions());

    /// <summary>
    /// Nobody may change them from then on. Before their first use, they would also describe no type.
    /// </summary>
    static RecordJson() => Options.MakeReadOnly(populateMissingResolver: true);

    /// <summary>Serialises a value by its runtime type.</summary>
    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    /// <summary>The same as a JSON object that can be changed.</summary>
    public static JsonObject ObjectOf(object value) =>
        JsonSerializer.SerializeToNode(value, value.GetType(), Options)!.AsObject();

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // Vietnamese letters stay readable in the store, in exports and in responses; the escapes that this omits
        // protect only HTML.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new DecimalTextConverter());
        return options;
    }
}
