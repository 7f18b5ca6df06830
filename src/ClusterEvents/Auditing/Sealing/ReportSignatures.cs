using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// Signs the reports that are kept with the key of the log, which is not in the database: whoever writes to that could
/// otherwise keep the report of a verification that never was, and every reader would see it.
/// </summary>
internal sealed class ReportSignatures(LogKeys keys)
{
    private const string Member = "signature";

    /// <summary>
    /// The report with its signature; without one where there is no log yet, or this node does not have its newest key.
    /// </summary>
    public async Task<string> SignedAsync(
        NpgsqlConnection connection, Guid id, JsonObject report, CancellationToken cancel)
    {
        if (await SignerAsync(connection, cancel) is { } signer) report[Member] = signer.Sign(TextOf(id, report));
        return report.ToJsonString();
    }

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

    /// <summary>The signer; null where there is none. Asking for one must not begin a log.</summary>
    private async Task<NoteSigner?> SignerAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            return (await LogKeys.TextsAsync(connection, cancel)).Count > 0
                ? await keys.SignerAsync(connection, cancel) : null;
        }
        catch (InvalidDataException)
        {
            // A key in the store is malformed, which the report says.
            return null;
        }
    }

    /// <summary>What is signed: the report under its id, so that it cannot be kept again as a newer one.</summary>
    private static string TextOf(Guid id, JsonObject report) =>
        $"clusterevents verification\n{id}\n{Canonical(report)}\n";

    private static string Canonical(JsonObject report) =>
        Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToElement(report)));
}
