namespace ClusterEvents.Domain.Tests;

/// <summary>A clock that stands still, so that a decision gives the same result each time.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
