using System.Security.Cryptography;
using System.Text;

namespace ClusterEvents.Domain.Model;

/// <summary>The one place that makes ids. Everything else receives them, so that a decision can be repeated.</summary>
public static class Identifiers
{
    /// <summary>
    /// The name space of activity ids (RFC 9562, section 6.5). Stored ids depend on it: it never changes.
    /// </summary>
    private static readonly Guid ActivityIds = new("6f1d5c0e-8a54-5b0e-9c3a-2f0f4f9a7d21");

    /// <summary>
    /// The id of the activity that a CloudEvent records: a name-based UUID (version 5) of its source and id. The
    /// same CloudEvent gets the same id in every installation, so an import keeps every reference and a repeated
    /// recording meets the unique index on the event's id.
    /// </summary>
    public static Guid ActivityId(string source, string id)
    {
        var name = Encoding.UTF8.GetBytes($"{source}\n{id}");
        Span<byte> input = stackalloc byte[16];
        ActivityIds.TryWriteBytes(input, bigEndian: true, out _);
#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 for version 5; nothing here relies on its strength.
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. input, .. name], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>A new id that sorts by the time it was made (UUID version 7), for streams and recordings.</summary>
#pragma warning disable RS0030 // This is the place that the ban points to.
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now);
#pragma warning restore RS0030

    /// <summary>
    /// A salt for each of some personal fields: 128 random bits in base64. All at once, because to ask costs more than
    /// the bits.
    /// </summary>
    public static string[] Salts(int count) =>
        [.. RandomNumberGenerator.GetBytes(16 * count).Chunk(16).Select(Convert.ToBase64String)];
}
