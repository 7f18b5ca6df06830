using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// The public keys of the log of one database, kept by a node in a file beside its private keys: whoever empties the
/// tables of the log does not reach it.
/// </summary>
internal sealed class RememberedKeys(string file)
{
    public string File => file;

    public IReadOnlyList<string> Keys { get; private set; } = Read(file);

    /// <summary>A known key that is not among those of the store; null if all are.</summary>
    public string? NotIn(IReadOnlyCollection<string> stored) => Keys.FirstOrDefault(key => !stored.Contains(key));

    public void Add(IReadOnlyCollection<string> keys)
    {
        if (!keys.Except(Keys).Any()) return;
        Keys = [.. Keys, .. keys.Except(Keys)];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllLines(file, Keys);
    }

    /// <exception cref="InvalidDataException">The file holds something else than keys.</exception>
    private static string[] Read(string file) => !System.IO.File.Exists(file) ? []
        : [.. System.IO.File.ReadAllLines(file).Where(line => line.Length > 0).Select(line =>
            NoteVerifier.TryParse(line, out _) ? line
                : throw new InvalidDataException($"{file} holds a line that is no key of a log: “{line}”."))];
}
