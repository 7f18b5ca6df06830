using ClusterEvents.EventStore.Schema;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// The tables of the transparency log. They are append-only: committed rows never change, and partial tiles (the right
/// edge of the tree) are computed from complete rows.
/// </summary>
public static class LogTables
{
    public const string Leaves = $"{MartenStore.Schema}.log_leaf";
    public const string Tiles = $"{MartenStore.Schema}.log_tile";
    public const string Checkpoints = $"{MartenStore.Schema}.log_checkpoint";
    public const string Cosignatures = $"{MartenStore.Schema}.log_cosignature";
    public const string Keys = $"{MartenStore.Schema}.log_key";
    public const string States = $"{MartenStore.Schema}.timeline_state";

    /// <summary>The tables whose rows may be neither changed nor deleted.</summary>
    public static readonly string[] AppendOnly = [Leaves, Tiles, Checkpoints, Cosignatures, Keys, States];

    public static IEnumerable<Table> All =>
        [LeafTable(), TileTable(), CheckpointTable(), CosignatureTable(), KeyTable(), StateTable()];

    /// <summary>One leaf for each event: the canonical bytes and their hash, by consecutive index.</summary>
    private static Table LeafTable()
    {
        var table = new Table(Leaves);
        table.AddColumn("index", "bigint").AsPrimaryKey();
        // The position of the event (its global sequence number), which has gaps.
        table.AddColumn("position", "bigint").NotNull();
        table.AddColumn("hash", "bytea").NotNull();
        table.AddColumn("entry", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("log_leaf_by_position") { Columns = ["position"], IsUnique = true });
        return table;
    }

    /// <summary>Full tiles: 256 concatenated hashes.</summary>
    private static Table TileTable()
    {
        var table = new Table(Tiles);
        table.AddColumn("level", "smallint").AsPrimaryKey();
        table.AddColumn("index", "bigint").AsPrimaryKey();
        table.AddColumn("hashes", "bytea").NotNull();
        return table;
    }

    /// <summary>All signed checkpoints, as published.</summary>
    private static Table CheckpointTable()
    {
        var table = new Table(Checkpoints);
        table.AddColumn("size", "bigint").AsPrimaryKey();
        table.AddColumn("key", "text").AsPrimaryKey();
        table.AddColumn("root", "bytea").NotNull();
        table.AddColumn("note", "text").NotNull();
        table.AddColumn("signed_at", "timestamptz").NotNull();
        return table;
    }

    /// <summary>The cosignatures of checkpoints.</summary>
    private static Table CosignatureTable()
    {
        var table = new Table(Cosignatures);
        table.AddColumn("size", "bigint").AsPrimaryKey();
        table.AddColumn("witness", "text").AsPrimaryKey();
        table.AddColumn("signature", "text").NotNull();
        // The last cosignature of a witness is looked up every second.
        table.Indexes.Add(new IndexDefinition("log_cosignature_by_witness") { Columns = ["witness", "size"] });
        return table;
    }

    /// <summary>The public keys of the log; the newest signs.</summary>
    private static Table KeyTable()
    {
        var table = new Table(Keys);
        table.AddColumn("number", "integer").AsPrimaryKey();
        table.AddColumn("verifier", "text").NotNull();
        table.AddColumn("since", "timestamptz").NotNull();
        return table;
    }

    /// <summary>The state hash of a timeline after the last event in a sealed batch that affects it.</summary>
    private static Table StateTable()
    {
        var table = new Table(States);
        table.AddColumn("timeline", "text").AsPrimaryKey();
        table.AddColumn("position", "bigint").AsPrimaryKey();
        table.AddColumn("entries", "bigint").NotNull();
        table.AddColumn("state", "bytea").NotNull();
        return table;
    }
}
