using System.Buffers;
using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// Writes a JSON object in canonical form from fields given in any order, as texts or parsed JSON, without an
/// intermediate JSON text.
/// </summary>
public sealed class CanonicalObject
{
    private readonly List<Field> _fields = new(16);
    private int _expectedBytes = 64;

    /// <summary>Adds a text; null is written as the JSON value null.</summary>
    public void Add(string name, string? text)
    {
        _fields.Add(new(name, text, null));
        _expectedBytes += name.Length + (text?.Length ?? 4) + 6;
    }

    /// <summary>Adds a value. Its document must not be disposed before the object is written.</summary>
    public void Add(string name, JsonElement value)
    {
        _fields.Add(new(name, null, value));
        _expectedBytes += name.Length + CanonicalJson.LengthOf(value) + 6;
    }

    /// <summary>The fields of a parsed object.</summary>
    /// <exception cref="FormatException">It is no object.</exception>
    internal static CanonicalObject Of(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException("The event is no JSON object.");
        var fields = new CanonicalObject();
        foreach (var field in json.EnumerateObject()) fields.Add(field.Name, field.Value);
        return fields;
    }

    /// <summary>The parsed value of a field; null if there is none.</summary>
    internal JsonElement? ValueOf(string name) => _fields.Find(field => field.Name == name).Value;

    /// <summary>The text of a field; null if there is none.</summary>
    internal string? TextOf(string name) => _fields.Find(field => field.Name == name).AsText;

    /// <summary>The fields that are texts.</summary>
    internal IEnumerable<(string Name, string Text)> Texts() =>
        _fields.Where(field => field.AsText is not null).Select(field => (field.Name, field.AsText!));

    /// <summary>The canonical bytes.</summary>
    /// <exception cref="FormatException">A value has no canonical form, or a field is repeated.</exception>
    public byte[] ToBytes() => ToBytes(null);

    /// <exception cref="FormatException"> A value has no canonical form, a field is repeated, or a substitute has no
    /// matching value.
    /// </exception>
    internal byte[] ToBytes(Substitutes? substitutes)
    {
        var output = new ArrayBufferWriter<byte>(_expectedBytes);
        _fields.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Write("{"u8);
        for (var i = 0; i < _fields.Count; i++)
        {
            var (name, text, value) = _fields[i];
            if (i > 0 && name == _fields[i - 1].Name)
                throw new FormatException($"An object has the field `{name}` twice.");
            if (i > 0) output.Write(","u8);
            CanonicalJson.WriteText(name, output);
            output.Write(":"u8);
            if (value is { } json) CanonicalJson.Write(json, output, substitutes?.In(name));
            else if (text is not null)
                CanonicalJson.WriteText(substitutes?.In(name)?.InPlaceOf(text) ?? text, output);
            else output.Write("null"u8);
        }

        output.Write("}"u8);
        substitutes?.RequireAll();
        return output.WrittenSpan.ToArray();
    }

    private readonly record struct Field(string Name, string? Text, JsonElement? Value)
    {
        public string? AsText => Text ?? (Value is { ValueKind: JsonValueKind.String } json ? json.GetString() : null);
    }
}
