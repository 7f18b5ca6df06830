using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// Canonical JSON (RFC 8785): keys sorted by UTF-16 code units, no white space, minimal escapes. The only numbers it
/// accepts are integers within ±(2^53 − 1), which every implementation formats the same way.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The largest integer up to which a double represents every integer exactly: 2^53 − 1.</summary>
    public const long LargestInteger = (1L << 53) - 1;

    /// <exception cref="FormatException">
    /// The value has no canonical form; the message names the problem and its place.
    /// </exception>
    public static byte[] Of(JsonElement value) => Of(value, null);

    /// <exception cref="FormatException">
    /// The value has no canonical form, or a substitute has no matching value; the message names the problem.
    /// </exception>
    internal static byte[] Of(JsonElement value, Substitutes? substitutes)
    {
        var output = new ArrayBufferWriter<byte>(LengthOf(value) + 16);
        Write(value, output, substitutes);
        substitutes?.RequireAll();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// An estimate of the length in bytes: the canonical form is almost never longer than the source.
    /// </summary>
    internal static int LengthOf(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).Length;

    /// <exception cref="FormatException">
    /// The value has no canonical form; the message names the problem and its place.
    /// </exception>
    public static void Write(JsonElement value, IBufferWriter<byte> output) => Write(value, output, null);

    internal static void Write(JsonElement value, IBufferWriter<byte> output, Substitutes? substitutes)
    {
        if (substitutes?.InPlaceOf(value) is { } text)
        {
            WriteText(text, output);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output, substitutes);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output, substitutes);
                break;
            case JsonValueKind.String:
                var raw = JsonMarshal.GetRawUtf8Value(value);
                if (IsCanonical(raw)) output.Write(raw);
                else WriteText(TextOf(value), output);
                break;
            case JsonValueKind.Number:
                WriteNumber(value, output);
                break;
            default:
                output.Write(value.ValueKind switch
                {
                    JsonValueKind.True => "true"u8,
                    JsonValueKind.False => "false"u8,
                    JsonValueKind.Null => "null"u8,
                    _ => throw new FormatException("There is no JSON value."),
                });
                break;
        }
    }

    internal static void WriteText(string text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var plain = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) throw new FormatException("A text contains an unpaired surrogate.");
            else if (text[i] is '"' or '\\' or < ' ')
            {
                Encoding.UTF8.GetBytes(text.AsSpan(plain, i - plain), output);
                Encoding.UTF8.GetBytes(Escaped(text[i]), output);
                plain = i + 1;
            }
        }

        Encoding.UTF8.GetBytes(text.AsSpan(plain), output);
        output.Write("\""u8);
    }

    private static void WriteObject(JsonElement value, IBufferWriter<byte> output, Substitutes? substitutes)
    {
        var (fields, count, allAscii) = (new JsonProperty[value.GetPropertyCount()], 0, true);
        foreach (var field in value.EnumerateObject())
        {
            fields[count++] = field;
            allAscii &= IsAscii(JsonMarshal.GetRawUtf8PropertyName(field));
        }

        // For ASCII names the order of UTF-16 code units equals the order of bytes.
        Comparison<JsonProperty> compare = allAscii ? CompareBytes : CompareNames;
        Array.Sort(fields, compare);
        output.Write("{"u8);
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0 && compare(fields[i], fields[i - 1]) == 0)
                throw new FormatException($"An object has the field `{fields[i].Name}` twice.");
            if (i > 0) output.Write(","u8);
            WriteName(fields[i], output);
            output.Write(":"u8);
            Write(fields[i].Value, output, substitutes?.In(fields[i]));
        }

        output.Write("}"u8);
    }

    private static void WriteName(JsonProperty field, IBufferWriter<byte> output)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(field);
        if (!IsCanonical(raw))
        {
            WriteText(field.Name, output);
            return;
        }

        output.Write("\""u8);
        output.Write(raw);
        output.Write("\""u8);
    }

    private static int CompareBytes(JsonProperty a, JsonProperty b) =>
        JsonMarshal.GetRawUtf8PropertyName(a).SequenceCompareTo(JsonMarshal.GetRawUtf8PropertyName(b));

    private static int CompareNames(JsonProperty a, JsonProperty b) => string.CompareOrdinal(a.Name, b.Name);

    private static bool IsAscii(ReadOnlySpan<byte> raw) => Ascii.IsValid(raw) && !raw.Contains((byte)'\\');

    /// <summary>
    /// Whether the raw text of a string is canonical already. JSON text has all required escapes, so it is canonical
    /// unless it contains an escape that may be unnecessary.
    /// </summary>
    private static bool IsCanonical(ReadOnlySpan<byte> raw) => !raw.Contains((byte)'\\') && Utf8.IsValid(raw);

    private static void WriteArray(JsonElement value, IBufferWriter<byte> output, Substitutes? substitutes)
    {
        output.Write("["u8);
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (index > 0) output.Write(","u8);
            Write(item, output, substitutes?.In(index));
        }

        output.Write("]"u8);
    }

    private static void WriteNumber(JsonElement value, IBufferWriter<byte> output)
    {
        if (!value.TryGetInt64(out var number) || number is > LargestInteger or < -LargestInteger)
            throw new FormatException($"{value.GetRawText()} is no integer within ±(2^53 − 1): send it as a text.");
        number.TryFormat(output.GetSpan(20), out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("A text contains an unpaired surrogate.");
        }
    }

    private static string Escaped(char control) => control switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => $"\\u{(int)control:x4}",
    };
}
