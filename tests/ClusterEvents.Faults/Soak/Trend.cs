namespace ClusterEvents.Faults.Soak;

/// <summary>A straight line through measurements, by least squares.</summary>
/// <param name="Slope">The change in an hour.</param>
/// <param name="Error">The standard error of the slope; infinite for fewer than three measurements.</param>
internal readonly record struct Trend(double Slope, double Error)
{
    /// <param name="points">Hours, and what was measured then.</param>
    public static Trend Of(IReadOnlyList<(double Hours, double Value)> points)
    {
        if (points.Count < 2) return new(0, double.PositiveInfinity);
        var (hours, value) = (points.Average(point => point.Hours), points.Average(point => point.Value));
        var spread = points.Sum(point => Square(point.Hours - hours));
        if (spread == 0) return new(0, double.PositiveInfinity);
        var slope = points.Sum(point => (point.Hours - hours) * (point.Value - value)) / spread;
        var rest = points.Sum(point => Square(point.Value - value - (slope * (point.Hours - hours))));
        return new(slope, points.Count == 2 ? double.PositiveInfinity : Math.Sqrt(rest / (points.Count - 2) / spread));
    }

    private static double Square(double value) => value * value;
}
