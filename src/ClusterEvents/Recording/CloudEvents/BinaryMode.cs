using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording.CloudEvents;

/// <summary>
/// The binary mode of CloudEvents over HTTP (HTTP protocol binding 1.0.2, section 3.1): the body is the data, its media
/// type the data's, and every other attribute is a header <c>ce-…</c>.
/// </summary>
public static class BinaryMode
{
    private const string Prefix = "ce-";
    private const string Version = Prefix + "specversion";

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Whether the request is an event in binary mode: it has attributes as headers, and no media type of a whole
    /// event. JSON without such headers is more likely a whole CloudEvent with the wrong media type, which deserves
    /// another answer.
    /// </summary>
    public static bool IsIn(HttpRequest request) =>
        !MediaTypes.Of(request).StartsWith("application/cloudevents", StringComparison.Ordinal)
        && MediaTypes.Of(request) != MediaTypes.Lines
        && request.Headers.Keys.Any(header => header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The event in the JSON format, so that one reader validates both modes. Header values are text: an extension
    /// attribute that was a number or a boolean is a text here. Null if a header is refused.
    /// </summary>
    public static JsonDocument? Compose(HttpRequest request, JsonElement data, ValidationErrors errors)
    {
        if (!request.Headers.ContainsKey(Version)) errors.Add(Version, "required-attribute", ("name", Version));
        var composed = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(composed);
        writer.WriteStartObject();
        foreach (var (header, values) in request.Headers)
        {
            if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            var name = header.ToLowerInvariant();
            if (name is "ce-data" or "ce-data_base64" or "ce-datacontenttype")
                errors.Add(name, "no-header-in-binary-mode", ("name", name));
            else if (values.Count > 1) errors.Add(name, "header-twice", ("name", name));
            else if (Decoded(values.ToString()) is { } value) writer.WriteString(name[Prefix.Length..], value);
            else errors.Add(name, "header-not-percent-encoded", ("name", name), ("value", values.ToString()));
        }

        writer.WriteString("datacontenttype", request.ContentType);
        writer.WritePropertyName("data");
        // As it was sent: a text with half a character in it could not be written again.
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(data), skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return errors.None ? JsonDocument.Parse(composed.WrittenMemory) : null;
    }

    /// <summary>
    /// A header's value: unquoted if it is a quoted string (RFC 9110, section 5.6.4), then percent-decoded once as
    /// UTF-8 (HTTP protocol binding, section 3.1.3.2). Null if an escape is incomplete or not UTF-8.
    /// </summary>
    private static string? Decoded(string value)
    {
        if (value is ['"', .., '"']) value = Unquoted(value);
        if (!value.Contains('%')) return value;
        var bytes = new List<byte>(value.Length);
        for (var at = 0; at < value.Length;)
        {
            if (value[at] == '%')
            {
                if (at + 2 >= value.Length || !char.IsAsciiHexDigit(value[at + 1])
                    || !char.IsAsciiHexDigit(value[at + 2])) return null;
                bytes.AddRange(Convert.FromHexString(value.AsSpan(at + 1, 2)));
                at += 3;
                continue;
            }

            var end = value.IndexOf('%', at) is var next and >= 0 ? next : value.Length;
            bytes.AddRange(Encoding.UTF8.GetBytes(value[at..end]));
            at = end;
        }

        try
        {
            return Strict.GetString(CollectionsMarshal.AsSpan(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Unquoted(string quoted)
    {
        var text = new StringBuilder(quoted.Length);
        for (var at = 1; at < quoted.Length - 1; at++)
        {
            if (quoted[at] == '\\' && at + 1 < quoted.Length - 1) at++;
            text.Append(quoted[at]);
        }

        return text.ToString();
    }
}
