using System.Security.Cryptography;
using System.Text;

namespace ClusterEvents.Auditing.Evidence;

/// <summary>Writes the files of an evidence folder and records the hash of each file that is not a tile.</summary>
internal sealed class EvidenceFolder(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Files => _files;

    public async Task WriteAsync(string name, string text, CancellationToken cancel)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await WriteTileAsync(name, bytes, cancel);
        _files[name] = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public async Task WriteTileAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await using var file = new FileStream(Place(name), Private());
        await file.WriteAsync(bytes, cancel);
    }

    /// <summary>Opens a file for writing; its hash is recorded when it is closed.</summary>
    public Stream Open(string name) => new HashedFile(Place(name), hash => _files[name] = hash);

    private string Place(string name)
    {
        var file = Path.Combine(path, name);
        Create(Path.GetDirectoryName(file)!);
        return file;
    }

    private void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // Folders above the last one would be open to others.
        if (folder.Length > path.Length) Create(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        // The folder of the evidence may have been there, empty.
        if (folder.Length <= path.Length) File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 64 * 1024,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private sealed class HashedFile(string file, Action<string> closed) : FileStream(file, Private())
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
