namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>Measures one workload at one size, checks its counts, and adds the result to the report.</summary>
internal delegate Task Workload(Machine machine, int size, Report report);

/// <summary>The workloads by name, in the order in which they run.</summary>
internal static class Catalogue
{
    private static readonly (string Name, Workload Run)[] All =
    [
        ("record", Record.RunAsync),
        ("existing", RecordExisting.RunAsync),
        ("import", Import.RunAsync),
        ("page", Page.RunAsync),
        ("pages", Pages.RunAsync),
        ("search", Search.RunAsync),
        ("lists", Lists.RunAsync),
        ("download", Download.RunAsync),
        ("rebuild", Rebuild.RunAsync),
        ("replay", Replay.RunAsync),
        ("visible", Visible.RunAsync),
        ("abuse", Abuse.RunAsync),
        ("start", Start.RunAsync),
        ("seal", Seal.RunAsync),
        ("verify", Verify.RunAsync),
        ("processor", Processor.RunAsync),
        ("ceiling", Ceiling.RunAsync),
    ];

    public static IEnumerable<string> Names => All.Select(workload => workload.Name);

    /// <summary>The named workloads; all if none is named.</summary>
    public static IEnumerable<Workload> Of(IReadOnlyCollection<string> names) =>
        All.Where(workload => names.Count == 0 || names.Contains(workload.Name)).Select(workload => workload.Run);
}
