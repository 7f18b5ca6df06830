namespace ClusterEvents.Recording.CloudEvents;

/// <summary>
/// How long an import of lines over HTTP may take. It holds a place among imports, and an administrator's holds back
/// overdue flags, so neither may last as long as the sender likes.
/// </summary>
/// <param name="Pause">The longest time without a recorded line. Rejected lines do not renew it.</param>
/// <param name="Whole">The longest time from the first to the last line.</param>
public sealed record ImportLimits(TimeSpan Pause, TimeSpan Whole)
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan UsualWhole = TimeSpan.FromHours(2);

    public static ImportLimits Of(IConfiguration configuration) => new(
        Time(configuration, "Limits:ImportPause", UsualPause), Time(configuration, "Limits:ImportTime", UsualWhole));

    /// <exception cref="CannotStartException">The time is zero or negative: every import would fail.</exception>
    private static TimeSpan Time(IConfiguration configuration, string name, TimeSpan usual) =>
        configuration.GetValue(name, usual) is var time && time > TimeSpan.Zero ? time
            : throw new CannotStartException(
                $"{SettingName.Of(name)} is {time}: it must be a time such as {usual}.");
}
