using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Targets;

/// <summary>The final value of a target and the result agree.</summary>
public sealed class FinalValueTests
{
    [Theory]
    [InlineData(TargetOperator.AtLeast, 90, null, 10, true, false)]
    [InlineData(TargetOperator.AtLeast, 90, null, 90, true, true)]
    [InlineData(TargetOperator.AtLeast, 90, null, 90, false, false)]
    [InlineData(TargetOperator.AtMost, 5, null, 6, true, false)]
    [InlineData(TargetOperator.AtMost, 5, null, 6, false, true)]
    [InlineData(TargetOperator.Equal, 5, null, 4, true, false)]
    [InlineData(TargetOperator.Equal, 5, null, 5, false, false)]
    [InlineData(TargetOperator.ReduceBy, 10, null, 9, true, false)]
    [InlineData(TargetOperator.ReduceBy, 10, 100, 95, true, true)]
    [InlineData(TargetOperator.ReduceBy, 10, 100, 5, false, true)]
    public void A_final_value_does_not_contradict_the_goal(
        TargetOperator comparison, int value, int? baseline, int final, bool met, bool accepted)
    {
        var set = Established.Given(new TargetSet(null, "x", comparison, value, TargetUnit.Count, baseline,
            Day("2022-12-01")).Of("2022-01-05", CanTho), "target/one");

        var decided = set.When((met ? new TargetMet(CanTho, final) : (Activity)new TargetMissed(CanTho, final))
            .Of("2022-12-05", CanTho), "target/one");
        if (accepted) decided.Accepted();
        else decided.RejectedWith("final-value-contradicts", "finalValue");
    }
}
