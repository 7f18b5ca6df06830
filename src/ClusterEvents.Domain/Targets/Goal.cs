namespace ClusterEvents.Domain.Targets;

/// <summary>A measurable goal.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Operator">How a value is compared with it.</param>
/// <param name="Value">The value to reach, in the unit.</param>
/// <param name="Unit">The unit of the values.</param>
/// <param name="Baseline">The starting value, in the unit.</param>
/// <param name="DueOn">The day from which it counts as met or missed.</param>
public sealed record Goal(
    string Metric, TargetOperator Operator, decimal Value, TargetUnit Unit, decimal? Baseline, DateOnly DueOn)
{
    /// <summary>Whether a final value may mean that the goal was reached.</summary>
    public bool MayBeMetBy(decimal value) => Readings(value).Any(met => met);

    /// <summary>Whether a final value may mean that the goal was not reached.</summary>
    public bool MayBeMissedBy(decimal value) => Readings(value).Any(met => !met);

    /// <summary>
    /// Whether a value reaches the goal, for each way to read it. The value of a reduction may be the reduction itself
    /// or, with a baseline, what remains; a reduction in percent may be one of points or of the baseline's share.
    /// </summary>
    private IEnumerable<bool> Readings(decimal value) => Operator switch
    {
        TargetOperator.AtLeast => [value >= Value],
        TargetOperator.AtMost => [value <= Value],
        TargetOperator.Equal => [value == Value],
        _ when Baseline is null => [value >= Value],
        _ => [value >= Value, value <= Baseline - Value, value <= Baseline * (1 - Value / 100)],
    };
}
