using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks stored cosignatures. The store knows witnesses by name only, so a signature is verified with the key that the
/// settings contain; one of an unknown witness is a finding. Without witnesses in the settings nothing depends on any.
/// </summary>
internal sealed class CosignatureAudit(WitnessSettings settings, Findings findings)
{
    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        // All checkpoints of a size have the same text; only the signatures differ.
        await using var query = new NpgsqlCommand(
            $"""
            select s.size, s.witness, s.signature,
              (select c.note from {LogTables.Checkpoints} c where c.size = s.size order by c.key limit 1)
            from {LogTables.Cosignatures} s order by s.size, s.witness
            """, snapshot.Connection)
        { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var unknown = new SortedDictionary<string, int>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
        {
            var (size, witness, signature) = (rows.GetInt64(0), rows.GetString(1), rows.GetString(2));
            var where = $"witness {witness}, checkpoint of size {size}";
            if (rows.IsDBNull(3))
                findings.Add("cosignature-superfluous", where, "It is kept, and no checkpoint of that size is.");
            else if (Fault(witness, signature, rows.GetString(3)) is { } fault)
                findings.Add("cosignature-altered", where, fault);
            else if (settings.Witnesses.Count > 0 && settings.Witnesses.All(known => known.Key.Name != witness))
                unknown[witness] = unknown.GetValueOrDefault(witness) + 1;
        }

        foreach (var (witness, count) in unknown)
            findings.Add("cosignature-unknown", $"witness {witness}",
                $"The settings name no such witness, so its {count} cosignatures cannot be checked, and readers do not "
                + "get them. Give its key as Log:Witnesses, or find out who put them there.");
    }

    private string? Fault(string witness, string line, string checkpoint)
    {
        if (!line.EndsWith('\n') || !NoteSignature.TryParse(line[..^1], out var signature) || signature.Name != witness)
            return "It is no signature line of that witness.";
        NoteVerifier[] keys =
            [.. settings.Witnesses.Select(known => known.Key).Where(key => key.Name == witness)];
        // A malformed checkpoint is reported separately.
        return keys.Length == 0 || !SignedNote.TryParse(checkpoint, out var note)
            || keys.Any(key => key.KeyId == signature.KeyId && key.Verify(note.Text, signature))
            ? null : "The witness's key has not signed the checkpoint.";
    }
}
