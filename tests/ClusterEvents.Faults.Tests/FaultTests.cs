using ClusterEvents.Faults;
using Xunit;

namespace ClusterEvents.Faults.Tests;

/// <summary>
/// Fixed seeds of the fault harness: a short one in every run, and longer ones on demand. Any number of others is run by
/// the harness's own command; what it prints, a failure here shows as well.
/// </summary>
public sealed class FaultTests
{
    private const string Every = "kill,stop,postgres,disk,proxy";

    [Theory]
    [InlineData(1, 1, Every, 6)]
    [InlineData(1, 1, Every, 12, Explicit = true)]
    [InlineData(2, 1, "kill,postgres,proxy", 12, Explicit = true)]
    [InlineData(3, 1, "kill,stop,disk", 12, Explicit = true)]
    [InlineData(4, 2, Every, 12, Explicit = true)]
    public async Task The_record_stays_complete_through_every_fault(int seed, int nodes, string faults, int seconds)
    {
        Assert.True(Options.TryRead(
            ["--seed", $"{seed}", "--nodes", $"{nodes}", "--faults", faults, "--seconds", $"{seconds}"],
            out var options, out _));
        await using var schedule = new StringWriter();

        var journal = new Journal(schedule);
        var violations = await new SeedRun(seed, options, journal).RunAsync(TestContext.Current.CancellationToken);

        Assert.True(violations.Count == 0, schedule.ToString());
        foreach (var fault in journal.LeftOut) TestContext.Current.AddWarning($"{fault} was left out");
        // Whoever may do everything can make every fault, so that nothing passes here without having happened.
        if (Environment.IsPrivilegedProcess) Assert.Empty(journal.LeftOut);
    }
}
