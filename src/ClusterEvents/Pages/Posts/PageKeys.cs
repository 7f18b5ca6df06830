using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace ClusterEvents.Pages.Posts;

/// <summary>
/// The keys of cookies and form tokens in a table, so that each node accepts what another has issued. Each key is
/// sealed with a secret that is not in the database, <c>Authentication:ClientSecret</c>: whoever reads the database
/// alone cannot forge a cookie, and whoever writes to it cannot add a key. Another secret makes other keys, which signs
/// everyone out.
/// </summary>
/// <remarks>
/// Without that setting nobody signs in to pages, and there is nothing to forge: the secret is empty then.
/// </remarks>
internal sealed class PageKeys(NpgsqlDataSource database, IConfiguration configuration, ILogger<PageKeys> log)
    : IXmlRepository
{
    private const int TagSize = 16, NonceSize = 12;

    private readonly byte[] _secret =
        Encoding.UTF8.GetBytes(configuration["Authentication:ClientSecret"] ?? "");

    /// <summary>Names the secret without telling it.</summary>
    private string SealedBy => Convert.ToHexStringLower(Derive("name"));

    /// <summary>
    /// The keys that were sealed with this secret. Those of another one are none of this installation's.
    /// </summary>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var query = database.CreateCommand(
            $"select id, content from {PageTables.Keys} where sealed_by = $1 order by id");
        query.Parameters.Add(new() { Value = SealedBy });
        using var rows = query.ExecuteReader();
        var keys = new List<XElement>();
        while (rows.Read())
            if (Open(rows.GetString(0), rows.GetFieldValue<byte[]>(1)) is { } key) keys.Add(key);
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var insert = database.CreateCommand(
            $"insert into {PageTables.Keys} (id, sealed_by, content) values ($1, $2, $3)");
        insert.Parameters.Add(new() { Value = friendlyName });
        insert.Parameters.Add(new() { Value = SealedBy });
        insert.Parameters.Add(new() { Value = Seal(friendlyName, element) });
        insert.ExecuteNonQuery();
    }

    private byte[] Seal(string id, XElement key)
    {
        var plain = Encoding.UTF8.GetBytes(key.ToString(SaveOptions.DisableFormatting));
        var content = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(content.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(Derive("seal"), TagSize);
        cipher.Encrypt(content.AsSpan(0, NonceSize), plain, content.AsSpan(NonceSize + TagSize),
            content.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(id));
        return content;
    }

    private XElement? Open(string id, byte[] content)
    {
        try
        {
            var plain = new byte[content.Length - NonceSize - TagSize];
            using var cipher = new AesGcm(Derive("seal"), TagSize);
            cipher.Decrypt(content.AsSpan(0, NonceSize), content.AsSpan(NonceSize + TagSize),
                content.AsSpan(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(id));
            return XElement.Parse(Encoding.UTF8.GetString(plain));
        }
        catch (Exception exception) when (exception is CryptographicException or OverflowException)
        {
            log.LogError("The key {Key} of pages was altered in the database, and is not used.", id);
            return null;
        }
    }

    private byte[] Derive(string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, _secret, outputLength: 32,
        info: Encoding.UTF8.GetBytes($"clusterevents page keys: {purpose}"));
}
