using System.Security.Cryptography;
using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>The manifest of an exported folder.</summary>
internal sealed record Manifest(string Format, string Origin, long Size, string Root, Dictionary<string, string> Files)
{
    /// <summary>The number of leaves that the store had; 0 if the folder does not say.</summary>
    public long Leaves { get; init; }

    public const string Known = "clusterevents-audit-export/1";
}

/// <summary>The files of an exported folder, read on demand.</summary>
internal sealed class Evidence(string folder)
{
    private const string ManifestFile = "manifest.json";

    /// <exception cref="VerifierException">The folder is not an export.</exception>
    public Manifest Manifest()
    {
        if (!File.Exists(At(ManifestFile)))
            throw new VerifierException($"{folder} has no {ManifestFile}: it is not an export.");
        var manifest = Input.Read(At(ManifestFile), "the manifest of an export",
            text => JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } json
                ? json.Deserialize(ToolJson.Default.Manifest)! : throw new FormatException("It is no JSON object."));
        if (manifest.Format != Folder.Manifest.Known)
            throw new VerifierException(
                $"The folder has the format `{manifest.Format ?? "(none)"}`; this tool reads "
                + $"`{Folder.Manifest.Known}`.");
        if (manifest.Files is null || manifest.Files.Keys.Any(IsOutside))
            throw new VerifierException($"{At(ManifestFile)} does not name the files of its folder.");
        // Each leaf has a line, an entry and a hash. A tree of any size would be walked through to its end.
        return manifest.Size >= 0 && manifest.Size <= Files().Sum(file => file.Length) ? manifest
            : throw new VerifierException($"{At(ManifestFile)} says {manifest.Size} leaves, and the folder is too "
                + "small for so many.");
    }

    public string Text(string name) => File.ReadAllText(At(name));

    public byte[] Bytes(string name) => File.ReadAllBytes(At(name));

    public bool Has(string name) => File.Exists(At(name));

    /// <summary>The lines that are not empty, with their numbers from 1.</summary>
    public IEnumerable<(long Number, string Text)> Lines(string name) =>
        File.ReadLines(At(name)).Index().Where(line => line.Item.Length > 0)
            .Select(line => (line.Index + 1L, line.Item));

    /// <summary>The signed notes of all checkpoints, smallest first.</summary>
    public IEnumerable<(string Name, string Note)> Checkpoints() =>
        Directory.EnumerateFiles(At("checkpoints")).Order(StringComparer.Ordinal)
            .Select(file => ($"checkpoints/{Path.GetFileName(file)}", File.ReadAllText(file)));

    /// <summary>Checks that the folder has the files for its size, with the hashes in the manifest.</summary>
    public void CheckFiles(Manifest manifest, Report report)
    {
        HashSet<string> tiles =
            [.. Tile.Of(manifest.Size).Select(tile => tile.Path),
                .. EntryTile.Of(manifest.Size).Select(tile => tile.Path)];
        foreach (var (name, hash) in manifest.Files)
            if (!Has(name)) report.Add("file-missing", name, "The manifest names it.");
            else if (HashOf(name) != hash)
                report.Add("file-altered", name, "It has another SHA-256 than the manifest says.");
        foreach (var missing in tiles.Where(tile => !Has(tile)))
            report.Add("file-missing", missing, "A tree of this size has it.");
        foreach (var file in Files())
        {
            var name = Path.GetRelativePath(folder, file.FullName).Replace('\\', '/');
            if (name != ManifestFile && !manifest.Files.ContainsKey(name) && !tiles.Contains(name))
                report.Add("file-superfluous", name, "Neither the manifest nor a tree of this size has it.");
        }
    }

    private string HashOf(string name)
    {
        using var file = File.OpenRead(At(name));
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private IEnumerable<FileInfo> Files() =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories);

    private static bool IsOutside(string name) => Path.IsPathRooted(name) || name.Split('/', '\\').Contains("..");

    private string At(string name) => Path.Combine(folder, name);
}
