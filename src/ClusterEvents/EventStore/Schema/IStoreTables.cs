using System.Text.RegularExpressions;
using Weasel.Core;

namespace ClusterEvents.EventStore.Schema;

/// <summary>
/// The tables of one part of the service: they are created, configured and protected together with Marten's.
/// </summary>
public interface IStoreTables
{
    IEnumerable<ISchemaObject> Tables { get; }

    /// <summary>The names of the tables in which no row may ever be changed or deleted.</summary>
    IEnumerable<string> AppendOnly => [];

    /// <summary>
    /// The names of the tables that hold what people sent beside events: an erased name may stay in them.
    /// </summary>
    IEnumerable<string> HoldWhatWasSent => [];

    /// <summary>The qualified names of tables that other versions of the program use or have left.</summary>
    IEnumerable<Regex> Leftovers => [];

    /// <summary>The storage parameters of its tables.</summary>
    IEnumerable<TableOption> Options => [];

    /// <summary>Columns without an index, whose statistics would be most of the work of ANALYZE.</summary>
    IEnumerable<(string Table, string Columns)> WithoutStatistics => [];
}
