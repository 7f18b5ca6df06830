namespace ClusterEvents.Faults.Stands;

/// <summary>Everything that is put at risk: one store, its disk, and the nodes that serve from it.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private readonly string _folder;
    private readonly List<Node> _nodes = [];

    private Stand(string folder) => _folder = folder;

    public Store Store { get; private set; } = null!;

    /// <summary>Null where disks cannot be filled here, or are not to be.</summary>
    public Disk? Disk { get; private set; }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <param name="nodes">How many nodes serve.</param>
    /// <param name="megabytes">The size of a disk that is to be filled; null where none is.</param>
    /// <param name="settings">What the nodes are told beside where everything is.</param>
    /// <param name="journal">Where it is told what happens.</param>
    /// <param name="cancel">Ends everything.</param>
    public static async Task<Stand> StartAsync(
        int nodes, int? megabytes, IEnumerable<KeyValuePair<string, string?>> settings, Journal journal,
        CancellationToken cancel)
    {
        var stand = new Stand(Path.Combine(Path.GetTempPath(), "clusterevents-faults-" + Path.GetRandomFileName()));
        try
        {
            await stand.OpenAsync(nodes, megabytes, settings, journal, cancel);
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps what the nodes have logged where it outlasts the stand.</summary>
    /// <returns>The folder.</returns>
    public async Task<string> KeepLogsAsync()
    {
        var kept = Directory.CreateTempSubdirectory("clusterevents-faults-logs-").FullName;
        foreach (var node in _nodes) await File.WriteAllLinesAsync(Path.Combine(kept, $"{node.Name}.log"), node.Log);
        return kept;
    }

    /// <summary>Ends every process, and removes all that they wrote.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        if (Store is not null) await Store.DisposeAsync();
        if (Disk is not null) await Disk.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync(
        int nodes, int? megabytes, IEnumerable<KeyValuePair<string, string?>> settings, Journal journal,
        CancellationToken cancel)
    {
        var data = Path.Combine(_folder, "disk");
        Directory.CreateDirectory(data);
        if (megabytes is { } size) Disk = await Disk.TryMountAsync(data, size);
        if (megabytes is not null && Disk is null)
            journal.LeaveOut("disk", "a small file system cannot be mounted here: that needs root on Linux");
        Store = await Store.StartAsync(Path.Combine(data, "store"), cancel);
        for (var number = 0; number < nodes; number++)
            _nodes.Add(NewNode(number, nodes, settings, journal));
        // One after the other: the first one makes the tables.
        foreach (var node in _nodes) await node.StartAsync(cancel);
    }

    private Node NewNode(
        int number, int nodes, IEnumerable<KeyValuePair<string, string?>> settings, Journal journal)
    {
        var way = new Forwarder(Store.ConnectionString);
        Store.Moved += port => way.Target = port;
        return new(number, way, new(settings)
        {
            ["ConnectionStrings__ClusterEvents"] = way.ConnectionString,
            ["Log__KeyFolder"] = Path.Combine(_folder, "keys"),
            ["Nodes__Single"] = nodes == 1 ? "true" : "false",
            ["Seeds__Load"] = "false",
            // Subscribers are told soon how far they have come.
            ["Timelines__Heartbeat"] = "00:00:01",
        }, journal);
    }
}
