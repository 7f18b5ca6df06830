using System.Buffers.Binary;

namespace ClusterEvents.TransparencyLog;

/// <summary>One signature of a note: the name and id of the key, and the bytes.</summary>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    private const string Dash = "\u2014 ";

    /// <summary>The line with its line feed: an em dash, the name, base64 of id and signature.</summary>
    public string Line
    {
        get
        {
            var id = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(id, KeyId);
            return $"{Dash}{Name} {Convert.ToBase64String([.. id, .. Bytes.Span])}\n";
        }
    }

    /// <summary>Parses a line without its line feed.</summary>
    public static bool TryParse(string line, out NoteSignature signature)
    {
        signature = null!;
        if (!line.StartsWith(Dash, StringComparison.Ordinal)
            || line[Dash.Length..].Split(' ') is not [var name, var base64])
            return false;
        var bytes = new byte[base64.Length];
        if (!NoteKey.IsName(name) || !Convert.TryFromBase64String(base64, bytes, out var length)
            || length <= sizeof(uint))
            return false;
        signature = new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(sizeof(uint)..length));
        return true;
    }
}

/// <summary>A text with its signatures (C2SP signed-note).</summary>
/// <param name="Text">The text, which ends with a line feed.</param>
/// <param name="Signatures">At least one signature.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(signature => signature.Line))}";

    public static bool TryParse(string note, out SignedNote parsed)
    {
        parsed = null!;
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n')) return false;
        var signatures = new List<NoteSignature>();
        foreach (var line in note[(end + 2)..].Split('\n')[..^1])
        {
            if (!NoteSignature.TryParse(line, out var signature)) return false;
            signatures.Add(signature);
        }

        parsed = new(note[..(end + 1)], signatures);
        return signatures.Count > 0;
    }

    /// <summary>The known keys that signed the note. Signatures by unknown keys are ignored.</summary>
    /// <exception cref="InvalidDataException">A signature with the name and id of a known key is invalid.</exception>
    public IReadOnlyList<NoteVerifier> SignedBy(IEnumerable<NoteVerifier> known)
    {
        var signers = new List<NoteVerifier>();
        foreach (var key in known)
            foreach (var signature in Signatures.Where(one => one.KeyId == key.KeyId && one.Name == key.Name).Take(1))
                signers.Add(key.Verify(Text, signature) ? key
                    : throw new InvalidDataException($"The signature of {key.Name} under the note is invalid."));
        return signers;
    }
}
