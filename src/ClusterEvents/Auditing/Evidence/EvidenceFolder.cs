using System.Security.Cryptography;
using System.Text;

namespace ClusterEvents.Auditing.Evidence;

/// <summary>Writes the files of an evidence folder and records the hash of each file that is not a tile.</summary>
internal sealed class EvidenceFolder(string path)
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Files => _files;

    public async Task WriteAsync(string name, string text, CancellationToken cancel)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await WriteTileAsync(name, bytes, cancel);
        _files[name] = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public async Task WriteTileAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        await File.WriteAllBytesAsync(Place(name), bytes, cancel);

    /// <summary>Opens a file for writing; its hash is recorded when it is closed.</summary>
    public Stream Open(string name) => new HashedFile(Place(name), hash => _files[name] = hash);

    private string Place(string name)
    {
        var file = Path.Combine(path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    private sealed class HashedFile(string file, Action<string> closed)
        : FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024)
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _hash.AppendData(buffer);
            base.Write(buffer);
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            closed(Convert.ToHexStringLower(_hash.GetHashAndReset()));
            _hash.Dispose();
        }
    }
}
