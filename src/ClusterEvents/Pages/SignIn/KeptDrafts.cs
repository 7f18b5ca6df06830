using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClusterEvents.Pages.Posts;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace ClusterEvents.Pages.SignIn;

/// <summary>
/// What people sent after their session had ended, kept until they have signed in again: for an hour, a few of each
/// person, and given back to that person alone. The database holds it sealed, and names nobody.
/// </summary>
internal sealed class KeptDrafts(NpgsqlDataSource database, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>The largest form that is kept, in bytes as it was sent.</summary>
    public const int Largest = 64 * 1024;

    /// <summary>How many are kept of one person; the oldest goes first.</summary>
    public const int OfOnePerson = 4;

    private const int IdBytes = 16;

    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <returns>The id by which it is given back.</returns>
    public async Task<string> KeepAsync(string person, KeptDraft draft, CancellationToken cancel)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var now = time.GetUtcNow();
        await using var command = database.CreateCommand(
            $"""
            with lapsed as (
              delete from {PageTables.Drafts} where kept_until <= $4 or id in (
                select id from {PageTables.Drafts} where owner = $2 order by kept_until desc offset {OfOnePerson - 1}))
            insert into {PageTables.Drafts} (id, owner, kept_until, content) values ($1, $2, $3, $5)
            """);
        foreach (var value in new object[]
        {
            id, Owner(person), now + Kept, now, Sealing(person, id).Protect(JsonSerializer.SerializeToUtf8Bytes(draft)),
        })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
        return id;
    }

    /// <summary>The draft of that person; null if there is none, or it is somebody else's.</summary>
    public async Task<KeptDraft?> FindAsync(string person, string id, CancellationToken cancel)
    {
        // Whatever else stands in an address is none, and PostgreSQL would refuse some of it.
        if (id.Length != 2 * IdBytes || !id.All(char.IsAsciiHexDigitLower)) return null;
        await using var query = database.CreateCommand(
            $"select content from {PageTables.Drafts} where id = $1 and owner = $2 and kept_until > $3");
        foreach (var value in new object[] { id, Owner(person), time.GetUtcNow() })
            query.Parameters.Add(new() { Value = value });
        if (await query.ExecuteScalarAsync(cancel) is not byte[] content) return null;
        try
        {
            return JsonSerializer.Deserialize<KeptDraft>(Sealing(person, id).Unprotect(content));
        }
        catch (CryptographicException)
        {
            // Somebody altered it, or the keys changed.
            return null;
        }
    }

    private IDataProtector Sealing(string person, string id) =>
        protection.CreateProtector("ClusterEvents.KeptDrafts", person, id);

    private static string Owner(string person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person)));
}
