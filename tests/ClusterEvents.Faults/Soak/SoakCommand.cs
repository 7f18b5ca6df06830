namespace ClusterEvents.Faults.Soak;

/// <summary>The command <c>soak</c> of this program.</summary>
internal static class SoakCommand
{
    public static async Task<int> RunAsync(IEnumerable<string> args, CancellationToken cancel)
    {
        if (!SoakOptions.TryRead(args, out var options, out var wrong))
        {
            await Console.Error.WriteLineAsync($"{wrong}\n{SoakOptions.Usage}");
            return 2;
        }

        var journal = new Journal(Console.Out);
        var violations = await new SoakRun(options, journal).RunAsync(cancel);
        Console.WriteLine(violations.Count == 0 ? "soak: clean" : $"soak: {journal.Count} violations");
        return violations.Count == 0 ? 0 : 1;
    }
}
