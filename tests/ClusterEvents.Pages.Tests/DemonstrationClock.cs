namespace ClusterEvents.Pages.Tests;

/// <summary>
/// A clock that runs as usual from a morning shortly after the last entry of the demonstration: what is due soon, and
/// which months are ahead, does not depend on the day on which the tests run.
/// </summary>
internal sealed class DemonstrationClock : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 28, 2, 0, 0, TimeSpan.Zero);

    private readonly DateTimeOffset _started = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => Begin + (System.GetUtcNow() - _started);
}
