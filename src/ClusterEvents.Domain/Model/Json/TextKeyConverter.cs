using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterEvents.Domain.Model.Json;

/// <summary>Reads and writes a key as JSON text.</summary>
public sealed class TextKeyConverter<T> : JsonConverter<T> where T : struct, ITextKey<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString() ?? "", out var key) ? key
            : throw new JsonException($"This is no key such as {T.Example}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
