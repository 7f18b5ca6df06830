using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ClusterEvents.Verifier;

/// <summary>An exported event, as far as other events refer to it.</summary>
internal static class RecordedEvent
{
    private const string Erasure = "clusterevents.personal-fields-erased.";

    /// <summary>
    /// The namespace of activity ids (RFC 9562, section 6.5): a version 5 UUID of source, line feed, id.
    /// </summary>
    private static readonly Guid ActivityIds = new("6f1d5c0e-8a54-5b0e-9c3a-2f0f4f9a7d21");

    /// <summary>The id by which corrections name the event.</summary>
    public static Guid ActivityId(JsonElement cloudEvent)
    {
        Span<byte> space = stackalloc byte[16];
        ActivityIds.TryWriteBytes(space, bigEndian: true, out _);
        var name = $"{cloudEvent.GetProperty("source").GetString()}\n{cloudEvent.GetProperty("id").GetString()}";
#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 for version 5; nothing here relies on its strength.
        var hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>The entry that a correction is about; null for other events.</summary>
    public static Guid? TargetOf(JsonElement cloudEvent) =>
        cloudEvent.GetProperty("data").TryGetProperty("targetEventId", out var target) ? target.GetGuid() : null;

    /// <summary>Whether it records an erasure of personal fields.</summary>
    public static bool IsErasure(JsonElement cloudEvent) =>
        cloudEvent.GetProperty("type").GetString()!.StartsWith(Erasure, StringComparison.Ordinal);
}
