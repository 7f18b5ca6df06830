using System.Security.Cryptography;
using System.Text;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>A sheet that was uploaded.</summary>
/// <param name="Id">A digest of owner, kind and content.</param>
/// <param name="Owner">The <c>sub</c> of who uploaded it, and alone may see and confirm it.</param>
/// <param name="Name">The name of the file.</param>
/// <param name="Kind">The kind of event that all rows are; null if the sheet says so itself.</param>
/// <param name="Content">The file.</param>
/// <param name="UploadedAt">When it was uploaded last.</param>
public sealed record StoredDraft(
    Guid Id, string Owner, string Name, string? Kind, byte[] Content, DateTimeOffset UploadedAt)
{
    /// <summary>How long a draft is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public DateTimeOffset Lapses => UploadedAt + Kept;

    public static StoredDraft Of(string owner, string name, string? kind, byte[] content, DateTimeOffset now) =>
        new(IdOf(owner, kind, content), owner, name, kind, content, now);

    /// <summary>
    /// The id of a draft (UUID version 8): the same file of the same sender has the same, so that it is recorded once
    /// however often it is uploaded.
    /// </summary>
    public static Guid IdOf(string owner, string? kind, byte[] content)
    {
        var head = Encoding.UTF8.GetBytes($"clusterevents import\n{owner.Length}\n{owner}\n{kind}\n");
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(head);
        digest.AppendData(content);
        var hash = digest.GetHashAndReset();
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
