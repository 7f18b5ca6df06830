using Npgsql;

namespace ClusterEvents.Faults.Stands;

/// <summary>The system under test: one PostgreSQL, its disk, and the nodes.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private readonly string _folder;
    private readonly List<Node> _nodes = [];

    private Stand(string folder) => _folder = folder;

    public Store Store { get; private set; } = null!;

    /// <summary>Null if disks cannot or must not be filled.</summary>
    public Disk? Disk { get; private set; }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <param name="nodes">The number of nodes.</param>
    /// <param name="megabytes">The size of the disk to fill; null for none.</param>
    /// <param name="settings">Additional settings of each node.</param>
    /// <param name="journal">Receives progress.</param>
    /// <param name="cancel">Cancels the start.</param>
    public static async Task<Stand> StartAsync(
        int nodes, int? megabytes, Func<int, IEnumerable<KeyValuePair<string, string?>>> settings, Journal journal,
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

    /// <summary>Copies the nodes' logs to a folder that is kept.</summary>
    /// <returns>The folder.</returns>
    public async Task<string> KeepLogsAsync()
    {
        var kept = Directory.CreateTempSubdirectory("clusterevents-faults-logs-").FullName;
        foreach (var node in _nodes) await File.WriteAllLinesAsync(Path.Combine(kept, $"{node.Name}.log"), node.Log);
        return kept;
    }

    /// <summary>Ends all processes and removes their files.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        if (Store is not null) await Store.DisposeAsync();
        if (Disk is not null) await Disk.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync(
        int nodes, int? megabytes, Func<int, IEnumerable<KeyValuePair<string, string?>>> settings, Journal journal,
        CancellationToken cancel)
    {
        var data = Path.Combine(_folder, "disk");
        Directory.CreateDirectory(data);
        if (megabytes is { } size) Disk = await Disk.TryMountAsync(data, size);
        if (megabytes is not null && Disk is null)
            journal.LeaveOut("disk", "a small file system cannot be mounted here: that needs root on Linux");
        Store = await Store.StartAsync(Path.Combine(data, "store"), cancel);
        for (var number = 0; number < nodes; number++)
            _nodes.Add(NewNode(number, nodes, settings(number), journal));
        // Sequentially: the first node creates the tables.
        foreach (var node in _nodes) await node.StartAsync(cancel);
    }

    private Node NewNode(
        int number, int nodes, IEnumerable<KeyValuePair<string, string?>> settings, Journal journal)
    {
        var way = new Forwarder(Store.ConnectionString);
        Store.Moved += port => way.Target = port;
        return new(number, way, new(settings)
        {
            ["ConnectionStrings__ClusterEvents"] = new NpgsqlConnectionStringBuilder(way.ConnectionString)
            {
                Password = null,
                Passfile = Store.Passfile,
            }.ConnectionString,
            ["Log__KeyFolder"] = Path.Combine(_folder, "keys"),
            ["Nodes__Single"] = nodes == 1 ? "true" : "false",
            ["Seeds__Load"] = "false",
            // Live clients receive positions often.
            ["Timelines__Heartbeat"] = "00:00:01",
        }, journal);
    }
}
