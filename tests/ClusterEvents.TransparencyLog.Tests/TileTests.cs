using System.Buffers;
using FsCheck.Xunit;
using Xunit;

namespace ClusterEvents.TransparencyLog.Tests;

public sealed class TileTests
{
    [Fact]
    public void Paths_are_written_in_groups_of_three_digits()
    {
        foreach (var path in Vectors.Get("tile_paths").EnumerateObject())
            Assert.Equal($"tile/3/{path.Value.GetString()}", new Tile(3, long.Parse(path.Name, null), 256).Path);
        Assert.Equal("tile/entries/x001/x234/067.p/112", new EntryTile(1_234_067, 112).Path);
    }

    [Fact]
    public void A_tree_of_seventy_thousand_has_its_known_partial_tiles()
    {
        Tile[] tiles = [.. Tile.Of(70_000)];
        var known = Vectors.Get("partial_widths_size_70000").EnumerateArray()
            .Select(level => (Full: level[1].GetInt32(), Partial: level[2].GetInt32()));
        var made = tiles.GroupBy(tile => tile.Level).Select(level => (
            Full: level.Count(tile => tile.Width == Tile.Full),
            Partial: level.Where(tile => tile.Width < Tile.Full).Sum(tile => tile.Width)));
        Assert.Equal(known, made);
        Assert.Equal(274, EntryTile.Of(70_000).Count());
        Assert.Empty(Tile.Of(0));
        Assert.Equal([new Tile(0, 0, 256), new Tile(1, 0, 1)], Tile.Of(256));
    }

    [Property]
    public bool A_path_leads_back_to_its_tile(byte level, uint index, byte width)
    {
        var tile = new Tile(level % 8, index, width == 0 ? 256 : width);
        return Tile.TryParse(tile.Path, out var read) && read == tile
            && EntryTile.TryParse(new EntryTile(index, tile.Width).Path, out var entries) && entries.Index == index;
    }

    [Theory]
    [InlineData("tile/0/1")]
    [InlineData("tile/0/0001")]
    [InlineData("tile/00/001")]
    [InlineData("tile/8/001")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/x001/x067")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/012")]
    [InlineData("tile/0/001.p/1.p/2")]
    [InlineData("tile/0/-01")]
    [InlineData("tile/0/001/")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void A_path_has_one_form(string path) => Assert.False(Tile.TryParse(path, out _));

    [Property]
    public bool Entries_come_out_of_a_bundle_as_they_went_in(byte[][] entries)
    {
        var bundle = new ArrayBufferWriter<byte>();
        foreach (var entry in entries) EntryBundle.Write(bundle, entry);
        return EntryBundle.Read(bundle.WrittenMemory).Select(entry => entry.ToArray())
            .SequenceEqual(entries, new SameBytes());
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0002AA")]
    [InlineData("0001AA0001")]
    public void A_bundle_that_ends_within_an_entry_is_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => EntryBundle.Read(Convert.FromHexString(hex)).Count());

    [Fact]
    public void An_entry_has_at_most_65535_bytes()
    {
        EntryBundle.Write(new ArrayBufferWriter<byte>(), new byte[65_535]);
        Assert.Throws<ArgumentException>(() => EntryBundle.Write(new ArrayBufferWriter<byte>(), new byte[65_536]));
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
