using System.Buffers;
using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// A JSON object that is written in its canonical form from fields given one by one, in any order: the texts of columns
/// beside JSON that was parsed. It does not have to be written as JSON first, only to be parsed and written again.
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

    /// <summary>Adds a value. Its document must live until the object was written.</summary>
    public void Add(string name, JsonElement value)
    {
        _fields.Add(new(name, null, value));
        _expectedBytes += name.Length + CanonicalJson.LengthOf(value) + 6;
    }

    /// <exception cref="FormatException">
    /// A value has no canonical form, a field is there twice, or a substitute has no place.
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
