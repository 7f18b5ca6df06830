using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier;

/// <summary>A recorded event as <c>/v1/events</c> and exports have it, as far as other events refer to it.</summary>
internal sealed class RecordedEvent
{
    private const string Erasure = "clusterevents.personal-fields-erased.";

    /// <summary>
    /// The namespace of activity ids (RFC 9562, section 6.5): a version 5 UUID of source, line feed, id.
    /// </summary>
    private static readonly Guid ActivityIds = new("6f1d5c0e-8a54-5b0e-9c3a-2f0f4f9a7d21");

    private RecordedEvent(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException("It is no JSON object.");
        Json = json;
        (Id, Type) = (Text("id"), Text("type"));
        ActivityId = IdOf(Text("source"), Id);
        Data = json.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data
            : throw new FormatException("It has no object `data`.");
        if (!data.TryGetProperty("targetEventId", out var target)) return;
        Target = target.ValueKind == JsonValueKind.String && target.TryGetGuid(out var entry) ? entry
            : throw new FormatException("Its `targetEventId` is no id.");
    }

    public JsonElement Json { get; }

    public string Id { get; }

    public string Type { get; }

    public JsonElement Data { get; }

    /// <summary>The id by which corrections name the event.</summary>
    public Guid ActivityId { get; }

    /// <summary>The entry that a correction is about; null for other events.</summary>
    public Guid? Target { get; }

    /// <summary>The entry that the event is about: its own, or the target of a correction.</summary>
    public Guid Entry => Target ?? ActivityId;

    /// <summary>Whether it records an erasure of personal fields.</summary>
    public bool IsErasure => Type.StartsWith(Erasure, StringComparison.Ordinal);

    /// <summary>Its place in the record, from 1.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public long Position => Input.Checked(() => Text("sequence")) is var text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position : throw new FormatException("Its `sequence` is no number.");

    /// <exception cref="FormatException">It is no event.</exception>
    public static RecordedEvent Read(string json) => Input.Checked(() => new RecordedEvent(JsonElement.Parse(json)));

    /// <summary>Null if it is no event.</summary>
    public static RecordedEvent? TryRead(string json)
    {
        try
        {
            return Read(json);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The bytes that the log has for the event.</summary>
    /// <exception cref="FormatException">There are none, because the openings are not those of this event.</exception>
    public byte[] Leaf(Openings openings, string? targetType = null) =>
        Input.Checked(() => ActivityLeaf.Of(Json, openings, targetType));

    private string Text(string name) =>
        Json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()!
            : throw new FormatException($"It has no text `{name}`.");

    private static Guid IdOf(string source, string id)
    {
        Span<byte> space = stackalloc byte[16];
        ActivityIds.TryWriteBytes(space, bigEndian: true, out _);
#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 for version 5; nothing here relies on its strength.
        var hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes($"{source}\n{id}")]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }
}
