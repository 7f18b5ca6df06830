using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>Reads the static tile tree of an exported folder.</summary>
internal sealed class FolderTiles(string folder) : ITileReader
{
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancel) =>
        await File.ReadAllBytesAsync(Path.Combine(folder, tile.Path), cancel);
}
