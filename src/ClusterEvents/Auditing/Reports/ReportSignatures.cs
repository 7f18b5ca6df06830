using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Reports;

/// <summary>
/// Signs the reports that are kept with the key of the log, which is not in the database: whoever writes to that could
/// otherwise keep the report of a verification that never was, and every reader would see it.
/// </summary>
internal sealed class ReportSignatures(LogKeys keys)
{
    private const string Member = "signature";

    /// <summary>Adds the signature to a report.</summary>
    public static void Sign(JsonObject report, Guid id, NoteSigner signer) =>
        report[Member] = signer.Sign(TextOf(id, report));

    /// <summary>Whether a report has a signature, whoever made it.</summary>
    public static bool IsIn(JsonObject report) => report.ContainsKey(Member);

    /// <summary>Takes the signature out of a report, and says whether one of these keys made it.</summary>
    public static bool TakeFrom(JsonObject report, Guid id, IEnumerable<NoteVerifier> known)
    {
        var line = report[Member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        report.Remove(Member);
        return line is not null && NoteSignature.TryParse(line.TrimEnd('\n'), out var signature)
            && known.Any(key => key.KeyId == signature.KeyId && key.Name == signature.Name
                && key.Verify(TextOf(id, report), signature));
    }

    /// <summary>
    /// The keys whose reports are trusted: those that this node knows apart from the store, or else what that names.
    /// </summary>
    public async Task<IReadOnlyList<NoteVerifier>> KeysAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var known = (await keys.KnownAsync(connection, cancel)).Keys;
        var texts = known.Count > 0 ? known : await LogKeys.TextsAsync(connection, cancel);
        return [.. texts.Select(text => NoteVerifier.TryParse(text, out var key) ? key : null).OfType<NoteVerifier>()];
    }

    /// <summary>
    /// The signer; null where there is no log yet, or this node does not have its newest key. Asking begins no log.
    /// </summary>
    public async Task<NoteSigner?> SignerAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        (await LogKeys.TextsAsync(connection, cancel)).Count > 0 ? await keys.SignerAsync(connection, cancel) : null;

    /// <summary>What is signed: the report under its id, so that it cannot be kept again as a newer one.</summary>
    private static string TextOf(Guid id, JsonObject report) =>
        $"clusterevents verification\n{id}\n{Canonical(report)}\n";

    /// <summary>The hash by which the next report names this one, whose signature was taken out.</summary>
    public static string HashOf(Guid id, JsonObject report) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(id, report))));

    private static string Canonical(JsonObject report) =>
        Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToElement(report)));
}
