using ClusterEvents.Faults;
using Xunit;

namespace ClusterEvents.Tests.Faults;

/// <summary>
/// Some fixed seeds of the fault harness. Any number of others is run by its own command; what it prints, a failure
/// here shows as well.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class FaultTests
{
    [Theory]
    [InlineData(1, 1, "kill,stop,postgres,disk,proxy")]
    [InlineData(2, 1, "kill,postgres,proxy")]
    [InlineData(3, 1, "kill,stop,disk")]
    [InlineData(4, 2, "kill,stop,postgres,disk,proxy")]
    public async Task The_record_stays_complete_through_every_fault(int seed, int nodes, string faults)
    {
        Assert.True(Options.TryRead(
            ["--seed", $"{seed}", "--nodes", $"{nodes}", "--faults", faults, "--seconds", "12"],
            out var options, out _));
        await using var schedule = new StringWriter();

        var journal = new Journal(schedule);
        var violations = await new SeedRun(seed, options, journal).RunAsync(TestApp.Cancel);

        Assert.True(violations.Count == 0, schedule.ToString());
        foreach (var fault in journal.LeftOut) TestContext.Current.AddWarning($"{fault} was left out");
        // Whoever may do everything can make every fault, so that nothing passes here without having happened.
        if (Environment.IsPrivilegedProcess) Assert.Empty(journal.LeftOut);
    }
}

/// <summary>
/// It stops and kills, and takes the processors for itself: what measures time shall not run beside it.
/// </summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;
