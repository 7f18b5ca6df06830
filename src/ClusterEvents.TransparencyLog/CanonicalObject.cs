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
            else if (text is not null) CanonicalJson.WriteText(text, output);
            else output.Write("null"u8);
        }

        output.Write("}"u8);
        substitutes?.RequireAll();
        return output.WrittenSpan.ToArray();
    }

    private readonly record struct Field(string Name, string? Text, JsonElement? Value);
}
