using ClusterEvents.Benchmarks;
using ClusterEvents.Benchmarks.Workloads;

if (!Options.TryRead(args, out var options, out var fault))
{
    await Console.Error.WriteLineAsync($"{fault}\n{Options.Usage}");
    return 2;
}

var report = new Report();
await using (var machine = await Machine.StartAsync(options))
{
    await report.DescribeAsync(machine);
    foreach (var size in options.Sizes)
        foreach (var workload in Catalogue.Of(options.Workloads))
            await workload(machine, size, report);
}

report.Print();
if (options.JsonFile is { } file) await report.SaveAsync(file);
return 0;
