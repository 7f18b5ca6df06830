namespace ClusterEvents.EventStore.Integrity;

/// <summary>
/// Checks tables of the libraries that this program never writes to. A row in them changes what the libraries do: it
/// keeps a projection from running, or says that one has left out an event.
/// </summary>
internal sealed class UnusedTables : IIntegrityCheck
{
    /// <summary>The tables, and what a row in each means.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["clusterevents.mt_doc_deadletterevent"] = "A projection has left out an event.",
        ["clusterevents.mt_doc_envelope"] = "A message was scheduled as a document.",
        ["clusterevents.mt_event_projection_floors"] = "A projection does not begin with the first event.",
        ["wolverine.wolverine_agent_restrictions"] = "A projection is kept from running, or bound to a node.",
    };

    public string Name => "unused tables";

    public async Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var found = new List<Breach>();
        foreach (var (table, meaning) in All)
        {
            if (!await snapshot.HasAsync(table, cancel)
                || await snapshot.NumberAsync($"select count(*) from {table}", cancel) is not (> 0 and var rows))
                continue;
            found.Add(new("row-unexpected", $"table {table}",
                $"It has {rows} rows, and the program writes none. {meaning} Find out who did, and delete them."));
        }

        return found;
    }
}
