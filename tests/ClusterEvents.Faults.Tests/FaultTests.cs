using Xunit;

namespace ClusterEvents.Faults.Tests;

/// <summary>
/// Fixed seeds of the fault harness: one in every run, the others on demand. Any number of others is run by the
/// harness's own command; what it prints, a failure here shows as well.
/// </summary>
public sealed class FaultTests
{
    private const string Every = "kill,stop,postgres,disk,proxy";

    [Theory]
    [InlineData(1, 1, Every)]
    [InlineData(2, 1, "kill,postgres,proxy", Explicit = true)]
    [InlineData(3, 1, "kill,stop,disk", Explicit = true)]
    [InlineData(4, 2, Every, Explicit = true)]
    public async Task Whatever_breaks_the_record_stays_whole(int seed, int nodes, string faults)
    {
        Assert.True(Options.TryRead(
            ["--seed", $"{seed}", "--nodes", $"{nodes}", "--faults", faults, "--seconds", "12"],
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
