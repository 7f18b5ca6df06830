using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterEvents.Domain.Model.Json;

/// <summary>Reads and writes a decimal as JSON text.</summary>
public sealed class DecimalTextConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DecimalText.Parse(reader.GetString() ?? "") ?? throw new JsonException("Expected a decimal as text.");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(DecimalText.Of(value));
}
