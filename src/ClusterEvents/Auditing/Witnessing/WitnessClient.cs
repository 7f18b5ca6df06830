using System.Globalization;
using System.Net;
using System.Text;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Witnessing;

/// <summary>Requests cosignatures from one witness (C2SP tlog-witness).</summary>
public sealed class WitnessClient(WitnessAddress witness, HttpClient http, ITileReader tree)
{
    /// <summary>The maximum length of a response in bytes.</summary>
    public const int LargestAnswer = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private long _known;

    public NoteVerifier Key => witness.Key;

    /// <summary>Records the size that this witness has cosigned last, as far as known.</summary>
    public void Knows(long size) => _known = Math.Max(_known, size);

    /// <summary>Requests the witness's cosignature line for a checkpoint.</summary>
    /// <exception cref="WitnessException">The witness does not cosign; the message says why.</exception>
    public async Task<string> CosignAsync(long size, string note, CancellationToken cancel)
    {
        var (status, body) = await AskAsync(size, note, cancel);
        if (status == HttpStatusCode.Conflict
            && long.TryParse(body.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var known))
        {
            if (known > size)
                throw new WitnessException(
                    $"{Key.Name} has seen {known} leaves, and this store has signed for {size}: was it set back?");
            if (known == _known)
                throw new WitnessException(
                    $"{Key.Name} has cosigned another tree of {known} leaves: history was forked.");
            _known = known;
            (status, body) = await AskAsync(size, note, cancel);
        }

        if (status != HttpStatusCode.OK)
            throw new WitnessException($"{Key.Name} answers {(int)status}: {body.Trim()}");
        var line = Signature(note, body);
        _known = size;
        return line;
    }

    private string Signature(string note, string answer)
    {
        if (SignedNote.TryParse(note, out var signed))
            foreach (var line in answer.Split('\n'))
                if (NoteSignature.TryParse(line, out var signature)
                    && signature.KeyId == Key.KeyId && signature.Name == Key.Name
                    && Key.Verify(signed.Text, signature))
                    return signature.Line;
        throw new WitnessException($"{Key.Name} answers with no signature of its own under the checkpoint.");
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(long size, string note, CancellationToken cancel)
    {
        if (_known > size) throw new WitnessException($"{Key.Name} has cosigned a later tree already.");
        var proof = await Proofs.ConsistencyAsync(tree, _known, size, cancel);
        var body = $"old {_known.ToString(CultureInfo.InvariantCulture)}\n"
            + $"{string.Concat(proof.Select(hash => hash.ToBase64() + "\n"))}\n{note}";
        using var content = new StringContent(body, Encoding.UTF8, "text/plain");
        using var response = await http.PostAsync(new Uri(witness.Url, "add-checkpoint"), content, cancel);
        // Read the body as UTF-8 whatever charset it declares, which may be unknown.
        return (response.StatusCode, StrictUtf8.GetString(await response.Content.ReadAsByteArrayAsync(cancel)));
    }
}
