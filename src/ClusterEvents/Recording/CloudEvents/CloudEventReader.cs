using System.Net.Http.Headers;
using System.Text.Json;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording.CloudEvents;

/// <summary>Reads CloudEvents 1.0 (JSON format) into drafts and collects all validation errors.</summary>
public sealed class CloudEventReader(EventCatalogue catalogue, TimeProvider time)
{
    /// <summary>The maximum length of a source, in characters.</summary>
    public const int LongestSource = 500;

    /// <summary>The member that has data in base64 in place of <c>data</c>.</summary>
    private const string Encoded = "data_base64";

    /// <summary>Attributes that exports contain and the server sets itself, unless originals are preserved.</summary>
    private static readonly HashSet<string> ServerSets = ["recordedtime", "recordedby", "sequence"];

    private static readonly HashSet<string> Handled =
    [
        "specversion", "id", "source", "type", "subject", "data", Encoded, "datacontenttype", "correlationid",
        "causationid",
    ];

    /// <summary>Reads the draft of one CloudEvent; null if <paramref name="errors"/> received an error.</summary>
    /// <param name="json">The CloudEvent.</param>
    /// <param name="path">Its path in the body, such as <c>[3]</c>; empty for the body itself.</param>
    /// <param name="by">The recorder.</param>
    /// <param name="preserve">Whether recording time and recorder of an export are kept.</param>
    /// <param name="errors">Collects the validation errors.</param>
    public Draft? Read(JsonElement json, string path, Recorder by, bool preserve, ValidationErrors errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, "not-an-object", ("field", new NamedField(path)));
            return null;
        }

        var before = errors.Count;
        errors.TextsAreOnRecord = preserve;
        var at = path.Length == 0 ? "" : path + ".";
        if (Attribute(json, "specversion", at, 10, errors) is { } version && version != "1.0")
            errors.Add(at + "specversion", Scalars.NoChoice(version, ["1.0"]));
        var id = Attribute(json, "id", at, 200, errors);
        var source = Attribute(json, "source", at, LongestSource, errors);
        if (source is not null && !Uri.IsWellFormedUriString(source, UriKind.RelativeOrAbsolute))
            errors.Add(at + "source", "not-a-uri", ("value", source), ("example", "/cities/can-tho"));
        if (Optional(json, "datacontenttype", at, errors) is { } content && !IsJson(content))
            errors.Add(at + "datacontenttype", Scalars.NoChoice(content, [MediaTypes.Json]));
        if (IsEncoded(json)) errors.Add(at + Encoded, "encoded-data-not-taken");
        if (Optional(json, "time", at, errors) is { } happened && Scalars.Instant(happened) is null)
            errors.Add(at + "time", "not-an-instant", ("value", happened));
        // Uri.TryCreate would take a path for the URI of a file.
        if (Optional(json, "dataschema", at, errors) is { } schema
            && !Uri.IsWellFormedUriString(schema, UriKind.Absolute))
            errors.Add(at + "dataschema", "not-a-uri", ("value", schema), ("example", "https://example.org/schema"));
        var shape = ShapeOf(json, at, errors);
        var subject = shape is null ? null : Subject(json, shape.Type, at, errors);
        var activity = shape is null ? null : Data(json, shape, at, errors);
        var extensions = Extensions(json, at, preserve, errors);
        var original = preserve ? OriginalOf(json, at, errors) : null;
        var (correlation, causation) =
            (Optional(json, "correlationid", at, errors), Optional(json, "causationid", at, errors));
        if (errors.Count > before) return null;

        return new Draft(shape!.Type, activity!, source!, id!, by)
        {
            Stream = subject,
            CorrelationId = correlation,
            CausationId = causation,
            Extensions = extensions,
            Original = original,
        };
    }

    private static bool IsEncoded(JsonElement json) =>
        json.TryGetProperty(Encoded, out var data) && data.ValueKind != JsonValueKind.Null;

    /// <summary>Whether a media type is that of JSON, in any case and with parameters (RFC 2046).</summary>
    private static bool IsJson(string mediaType) => MediaTypeHeaderValue.TryParse(mediaType, out var type)
        && string.Equals(type.MediaType, MediaTypes.Json, StringComparison.OrdinalIgnoreCase);

    private StoredShape? ShapeOf(JsonElement json, string at, ValidationErrors errors)
    {
        if (Attribute(json, "type", at, 200, errors) is not { } name) return null;
        if (catalogue.TryGetCloudEventType(name, out var shape)) return shape;
        errors.Add(at + "type", "unknown-event-type", ("value", name), ("example", HoldMeeting.Type.CloudEventType));
        return null;
    }

    /// <summary>Data of an earlier schema version is upcast first, then read by today's rules.</summary>
    private Activity? Data(JsonElement json, StoredShape shape, string at, ValidationErrors errors)
    {
        if (!json.TryGetProperty("data", out var data))
        {
            // It is there in the other form, which was told.
            if (!IsEncoded(json)) errors.Add(at + "data", "required-attribute", ("name", "data"));
        }
        else if (Upcast(shape, data) is not { } current)
            errors.Add(at + "data", "data-of-another-shape", ("value", shape.CloudEventType));
        else return shape.Type.Read(current, time.Today(), at + "data", errors);
        return null;
    }

    /// <summary>The data upcast to the current version; null if an upcaster cannot read it.</summary>
    private static JsonElement? Upcast(StoredShape shape, JsonElement data)
    {
        try
        {
            return shape.Upcast(data);
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static StreamKey? Subject(JsonElement json, ActivityType type, string at, ValidationErrors errors)
    {
        if (Optional(json, "subject", at, errors) is not { } subject)
        {
            // The stream of a correction is that of its target.
            if (type.Opens == Opens.Never && !type.ClrType.IsAssignableTo(typeof(ICorrection)))
                errors.Add(at + "subject", "subject-needed", ("example", $"{type.StreamKind ?? "meeting"}/…"));
            return null;
        }

        if (StreamKey.TryParse(subject, out var key) && (type.StreamKind ?? key.Kind) == key.Kind) return key;
        errors.Add(at + "subject", "key-of-another-kind", ("value", subject),
            ("kind", new KindOfStream(type.StreamKind ?? "")), ("example", $"{type.StreamKind ?? "meeting"}/…"));
        return null;
    }

    private OriginalRecording? OriginalOf(JsonElement json, string at, ValidationErrors errors)
    {
        var by = Attribute(json, "recordedby", at, 500, errors);
        if (Attribute(json, "recordedtime", at, 40, errors) is not { } text) return null;
        if (Scalars.Instant(text) is not { } instant)
            errors.Add(at + "recordedtime", "not-an-instant", ("value", text));
        // All later events would have to be stamped later than it.
        else if (instant > time.GetUtcNow())
            errors.Add(at + "recordedtime", "recorded-in-future", ("instant", instant));
        else if (by is not null) return new(instant.ToUniversalTime(), by);
        return null;
    }

    /// <summary>Extension attributes with their types: text, integer and boolean.</summary>
    private static Dictionary<string, object> Extensions(
        JsonElement json, string at, bool preserve, ValidationErrors errors)
    {
        var extensions = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var name = Text.NameOf(member) ?? "?";
            // An attribute with the value null counts as omitted (CloudEvents JSON format, section 2.2).
            if (Handled.Contains(name) || ServerSets.Contains(name) || member.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (name == Recorder.SourceOwner && !preserve) continue;
            if (name.Length > 20 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
                errors.Add(at + name, "bad-attribute-name", ("name", name));
            else if (Extension(json, member, at, errors) is { } value) extensions[name] = value;
        }

        return extensions;
    }

    private static object? Extension(JsonElement json, JsonProperty member, string at, ValidationErrors errors)
    {
        if (member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False) return member.Value.GetBoolean();
        if (member.Value.ValueKind != JsonValueKind.Number)
        {
            if (Attribute(json, member.Name, at, 1_000, errors) is not { } text) return null;
            if (!Text.LooksLikeCommitment(text)) return text;
            errors.Add(at + member.Name, "looks-like-a-commitment", ("field", new NamedField(member.Name)));
            return null;
        }

        if (member.Value.TryGetInt32(out var number)) return number;
        errors.Add(at + member.Name, "bad-attribute-value", ("name", member.Name));
        return null;
    }

    private static string? Optional(JsonElement json, string name, string at, ValidationErrors errors) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? Attribute(json, name, at, 500, errors) : null;

    /// <summary>An attribute as sent: identifiers are compared exactly and never normalised.</summary>
    private static string? Attribute(JsonElement json, string name, string at, int longest, ValidationErrors errors)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            errors.Add(at + name, "required-attribute", ("name", name));
            return null;
        }

        if (!Text.TryRead(value, at + name, errors, out var text)) return null;
        if (text.Length == 0) errors.Add(at + name, "required-attribute", ("name", name));
        else if (text.Length > longest) errors.Add(
            at + name, "too-long-to-send", ("length", text.Length), ("most", longest));
        else if (Text.ControlIn(text) is { } control) errors.Add(at + name, control);
        else if (!errors.TextsAreOnRecord && Text.FaultOf(text) is { } fault) errors.Add(at + name, fault);
        else return text;
        return null;
    }
}
