using System.Security.Cryptography;
using System.Text;

namespace ClusterEvents.Domain.Model;

/// <summary>
/// The only place that generates ids. Everything else receives them, so that decisions are repeatable.
/// </summary>
public static class Identifiers
{
    /// <summary>
    /// The namespace of activity ids (RFC 9562, section 6.5). It never changes, because stored ids are derived from
    /// it.
    /// </summary>
    private static readonly Guid ActivityIds = new("6f1d5c0e-8a54-5b0e-9c3a-2f0f4f9a7d21");

    /// <summary>
    /// The id of the activity that a CloudEvent records: a name-based UUID (version 5) of its source and id. The same
    /// CloudEvent has the same id in every installation, so imports keep references, and the unique index on the
    /// event's id rejects a repeated recording.
    /// </summary>
    public static Guid ActivityId(string source, string id) => Named(ActivityIds, $"{source}\n{id}");

    /// <summary>Whether a key has the form of an <see cref="ActivityId"/>: that of a name-based UUID.</summary>
    public static bool IsDerived(string key) => Guid.TryParse(key, out var id) && id.Version == 5;

    /// <summary>
    /// A name-based UUID (RFC 9562, version 5): the same name in the same space has the same UUID everywhere.
    /// </summary>
    public static Guid Named(Guid space, string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        Span<byte> input = stackalloc byte[16];
        space.TryWriteBytes(input, bigEndian: true, out _);
#pragma warning disable CA5350 // RFC 9562 prescribes SHA-1 for version 5; nothing here relies on its strength.
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. input, .. text], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The digest of a text: its SHA-256 in hexadecimal, marked as such.</summary>
    public static string Digest(string text) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>A new id for a stream or recording that sorts by creation time (UUID version 7).</summary>
#pragma warning disable RS0030 // This is the place that the ban points to.
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now);
#pragma warning restore RS0030

    /// <summary>
    /// A key for a form, by which it is recognised when it is sent again: 128 random bits in hexadecimal.
    /// </summary>
    public static string FormKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// Salts for personal fields: 128 random bits each, in base64. Generated together, because each call of the random
    /// number generator costs more than the bits.
    /// </summary>
    public static string[] Salts(int count) =>
        [.. RandomNumberGenerator.GetBytes(16 * count).Chunk(16).Select(Convert.ToBase64String)];
}
