using ClusterEvents.Timelines.Projection;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// The tables of the transparency log. All of them only grow: a row that was committed is never changed, and what is
/// partial (the right edge of the tree) is worked out from rows that are whole.
/// </summary>
public static class LogTables
{
    public const string Leaves = $"{TimelineTables.Schema}.log_leaf";
    public const string Tiles = $"{TimelineTables.Schema}.log_tile";
    public const string Checkpoints = $"{TimelineTables.Schema}.log_checkpoint";
    public const string Cosignatures = $"{TimelineTables.Schema}.log_cosignature";
    public const string Keys = $"{TimelineTables.Schema}.log_key";
    public const string States = $"{TimelineTables.Schema}.timeline_state";

    /// <summary>What nobody may change or take out, in the words of the store.</summary>
    public static readonly string[] AppendOnly = [Leaves, Tiles, Checkpoints, Cosignatures, Keys, States];

    public static IEnumerable<Table> All =>
        [LeafTable(), TileTable(), CheckpointTable(), CosignatureTable(), KeyTable(), StateTable()];

    /// <summary>One leaf an event: the canonical bytes and their hash, under a dense index.</summary>
    private static Table LeafTable()
    {
        var table = new Table(Leaves);
        table.AddColumn("index", "bigint").AsPrimaryKey();
        // The position of the event (its sequence in the store), which has gaps.
        table.AddColumn("position", "bigint").NotNull();
        table.AddColumn("hash", "bytea").NotNull();
        table.AddColumn("entry", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("log_leaf_by_position") { Columns = ["position"], IsUnique = true });
        return table;
    }

    /// <summary>Full tiles: 256 hashes side by side.</summary>
    private static Table TileTable()
    {
        var table = new Table(Tiles);
        table.AddColumn("level", "smallint").AsPrimaryKey();
        table.AddColumn("index", "bigint").AsPrimaryKey();
        table.AddColumn("hashes", "bytea").NotNull();
        return table;
    }

    /// <summary>Every checkpoint that was ever signed, as it was published.</summary>
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

    /// <summary>The signatures of witnesses under a checkpoint.</summary>
    private static Table CosignatureTable()
    {
        var table = new Table(Cosignatures);
        table.AddColumn("size", "bigint").AsPrimaryKey();
        table.AddColumn("witness", "text").AsPrimaryKey();
        table.AddColumn("signature", "text").NotNull();
        // What a witness has signed last is asked each second.
        table.Indexes.Add(new IndexDefinition("log_cosignature_by_witness") { Columns = ["witness", "size"] });
        return table;
    }

    /// <summary>The public keys that the log was ever signed with; the newest signs.</summary>
    private static Table KeyTable()
    {
        var table = new Table(Keys);
        table.AddColumn("number", "integer").AsPrimaryKey();
        table.AddColumn("verifier", "text").NotNull();
        table.AddColumn("since", "timestamptz").NotNull();
        return table;
    }

    /// <summary>The state hash of a timeline after the last event of a sealed batch that touched it.</summary>
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
