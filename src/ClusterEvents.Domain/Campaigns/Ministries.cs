namespace ClusterEvents.Domain.Campaigns;

/// <summary>
/// Compares governing bodies by name. They are no streams of the record, so that only what their names say is known.
/// </summary>
internal static class Ministries
{
    private static readonly string[] Beginnings = ["bộ ", "ministry "];

    /// <summary>Bodies within a ministry whose names begin as those of ministries do.</summary>
    private static readonly string[] Within = ["bộ tư lệnh", "bộ chỉ huy", "bộ tổng tham mưu"];

    /// <summary>
    /// Whether both are ministries and not the same one. The minister speaks for the ministry: Bộ trưởng Bộ Công an.
    /// </summary>
    public static bool AreTwo(string one, string other) => IsMinistry(one) && IsMinistry(other)
        && !one.Contains(other, StringComparison.OrdinalIgnoreCase)
        && !other.Contains(one, StringComparison.OrdinalIgnoreCase);

    private static bool IsMinistry(string body) => Begins(body, Beginnings) && !Begins(body, Within);

    private static bool Begins(string body, string[] with) =>
        with.Any(one => body.StartsWith(one, StringComparison.OrdinalIgnoreCase));
}
