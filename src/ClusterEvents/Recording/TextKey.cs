using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterEvents.Recording;

/// <summary>A key that travels as a JSON string of one fixed form.</summary>
public interface ITextKey<T> where T : struct, ITextKey<T>
{
    /// <summary>What a reader should give, for the refusal of anything else.</summary>
    static abstract string Expected { get; }

    static abstract bool TryParse(string text, out T key);
}

/// <summary>Writes a key as its text, and reads it back.</summary>
public sealed class TextKeyConverter<T> : JsonConverter<T> where T : struct, ITextKey<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString() ?? "", out var key) ? key : throw new JsonException($"Expected {T.Expected}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
