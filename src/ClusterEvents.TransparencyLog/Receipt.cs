using System.Globalization;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// The proof that a log contains an entry (C2SP tlog-proof): its index, the path to the root, and the signed
/// checkpoint with that root. It can be verified offline with the log's public key, at any later time.
/// </summary>
public sealed record Receipt(long Index, IReadOnlyList<TreeHash> Proof, SignedNote Note)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string IndexPrefix = "index ";

    public override string ToString() =>
        $"{Header}\n{IndexPrefix}{Index.ToString(CultureInfo.InvariantCulture)}\n"
        + $"{string.Concat(Proof.Select(hash => hash.ToBase64() + "\n"))}\n{Note}";

    public static bool TryParse(string text, out Receipt receipt)
    {
        receipt = null!;
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || text[..end].Split('\n') is not [Header, var index, .. var lines]) return false;
        if (!index.StartsWith(IndexPrefix, StringComparison.Ordinal)
            || !long.TryParse(
                index[IndexPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var leaf))
            return false;
        var proof = new List<TreeHash>();
        foreach (var line in lines)
        {
            if (!TreeHash.TryParseBase64(line, out var hash)) return false;
            proof.Add(hash);
        }

        if (!SignedNote.TryParse(text[(end + 2)..], out var note)) return false;
        receipt = new(leaf, proof, note);
        return receipt.ToString() == text;
    }

    /// <summary>
    /// Why the receipt does not prove that a log with one of these keys contains the leaf; null if it does.
    /// </summary>
    public string? Fault(TreeHash leaf, IEnumerable<NoteVerifier> keys)
    {
        if (!Checkpoint.TryParse(Note.Text, out var checkpoint)) return "Its note is not a checkpoint.";
        try
        {
            if (!Note.SignedBy(keys).Any(key => key.Name == checkpoint.Origin))
                return "None of the known keys of the log signed its checkpoint.";
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }

        return Proofs.VerifyInclusion(leaf, Index, checkpoint.Size, Proof, checkpoint.Root) ? null
            : "Its path does not lead from the entry to the root of its checkpoint.";
    }
}
