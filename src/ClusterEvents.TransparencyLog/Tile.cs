using System.Globalization;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// A tile of the tree (C2SP tlog-tiles): up to 256 consecutive hashes of one level. Level L contains the roots of
/// perfect subtrees of 256^L leaves.
/// </summary>
/// <param name="Level">The level, from 0.</param>
/// <param name="Index">The index of the tile in its level, from 0.</param>
/// <param name="Width">The number of hashes: 256, or fewer at the right edge.</param>
public readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>The number of hashes in a full tile.</summary>
    public const int Full = 256;

    /// <summary>The highest level: a tree of 256^8 leaves would exceed the range of its size.</summary>
    private const int HighestLevel = 7;

    /// <summary>
    /// For example <c>tile/0/x001/x234/067</c>, or <c>tile/0/x001/x234/067.p/112</c> for a partial tile.
    /// </summary>
    public string Path => $"tile/{Level}/{TilePath.Of(Index, Width)}";

    /// <summary>Parses a path.</summary>
    public static bool TryParse(string path, out Tile tile)
    {
        tile = default;
        if (path.Split('/', 3) is not ["tile", var level, var rest]) return false;
        if (level.Length != 1 || level[0] is < '0' or > (char)('0' + HighestLevel)) return false;
        if (!TilePath.TryParse(rest, out var index, out var width)) return false;
        tile = new(level[0] - '0', index, width);
        return true;
    }

    /// <summary>All tiles of a tree of this size, lowest level first.</summary>
    public static IEnumerable<Tile> Of(long size)
    {
        for (var (level, count) = (0, size); count > 0; level++, count /= Full)
        {
            for (var index = 0L; index < count / Full; index++) yield return new(level, index, Full);
            if (count % Full > 0) yield return new(level, count / Full, (int)(count % Full));
        }
    }
}

/// <summary>The bundle of entries under one tile of level 0.</summary>
/// <param name="Index">The index of the bundle, from 0.</param>
/// <param name="Width">The number of entries.</param>
public readonly record struct EntryTile(long Index, int Width)
{
    private const string Prefix = "tile/entries/";

    public string Path => Prefix + TilePath.Of(Index, Width);

    /// <summary>Parses a path.</summary>
    public static bool TryParse(string path, out EntryTile tile)
    {
        tile = default;
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)
            || !TilePath.TryParse(path[Prefix.Length..], out var index, out var width)) return false;
        tile = new(index, width);
        return true;
    }

    /// <summary>All bundles of a tree of this size.</summary>
    public static IEnumerable<EntryTile> Of(long size) =>
        Tile.Of(size).TakeWhile(tile => tile.Level == 0).Select(tile => new EntryTile(tile.Index, tile.Width));
}

/// <summary>The end of a tile's path: its index in groups of three digits, and the width of a partial tile.</summary>
internal static class TilePath
{
    public static string Of(long index, int width)
    {
        var path = (index % 1_000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = index / 1_000; rest > 0; rest /= 1_000)
            path = $"x{(rest % 1_000).ToString("D3", CultureInfo.InvariantCulture)}/{path}";
        return width == Tile.Full ? path : $"{path}.p/{width.ToString(CultureInfo.InvariantCulture)}";
    }

    public static bool TryParse(string path, out long index, out int width)
    {
        (index, width) = (0, Tile.Full);
        var parts = path.Split(".p/");
        if (parts.Length > 2) return false;
        if (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out width)
                || width is < 1 or >= Tile.Full)) return false;
        var digits = parts[0].Replace("/", "", StringComparison.Ordinal).Replace("x", "", StringComparison.Ordinal);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out index)
            && Of(index, width) == path;
    }
}

/// <summary>Reads tiles from storage.</summary>
public interface ITileReader
{
    /// <summary>The concatenated hashes of a tile.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancel);
}
