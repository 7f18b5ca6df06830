using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Tests.Generated;

/// <summary>An activity that somebody wants to record.</summary>
/// <param name="Activity">What is sent.</param>
/// <param name="On">The stream that it names; null where it leaves that to the server.</param>
/// <param name="By">Who sends it.</param>
public sealed record Command(Activity Activity, string? On, Recorder By)
{
    public override string ToString() =>
        $"{Activity.GetType().Name} on {On} by {By.Name}: {RecordJson.Write(Activity)}";
}
