namespace ClusterEvents.Recording.Deadlines;

/// <summary>The settings of overdue directives.</summary>
/// <param name="Watch">Whether this installation records overdue directives itself.</param>
/// <param name="Grace">
/// How long after its recording a directive whose due day has passed already is left alone, so that what happened since
/// can be recorded first.
/// </param>
public sealed record DeadlineSettings(bool Watch, TimeSpan Grace)
{
    public static DeadlineSettings Of(IConfiguration configuration) => new(
        configuration.GetValue("Deadlines:Watch", true),
        configuration.GetValue("Deadlines:Grace", TimeSpan.FromDays(1)));
}
