using ClusterEvents.Faults.Clients;
using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Faults.Checks;

/// <summary>Everything that is checked once the service has caught up.</summary>
internal static class AllChecks
{
    /// <param name="stand">The service.</param>
    /// <param name="subscribers">The live clients.</param>
    /// <param name="listener">The webhook receiver.</param>
    /// <param name="observations">What the clients sent and received.</param>
    /// <param name="began">The newest position when the live clients began.</param>
    /// <param name="journal">Receives what was covered, and violations.</param>
    /// <param name="expected">The code of findings of the audit that the run has caused; null for none.</param>
    /// <param name="cancel">Cancels the checks.</param>
    public static async Task RunAsync(
        Stand stand, IReadOnlyList<Subscriber> subscribers, Listener listener, Observations observations, long began,
        Journal journal, string? expected, CancellationToken cancel)
    {
        // Requests that read all events take long.
        using var caller = new Caller(stand.Nodes, observations, journal, TimeSpan.FromMinutes(10));
        var events = await OnRecord.ReadAsync(caller, stand.Store.ConnectionString, journal, cancel);
        var evidence = new Evidence(
            observations, subscribers, listener, began, events, caller, stand.Nodes[0].Address!, journal);
        await CheckAsync("record", () => Task.FromResult(RecordCheck.Run(evidence)));
        await CheckAsync("order", () => Task.FromResult(OrderCheck.Run(evidence)));
        await CheckAsync("subscribers", () => Task.FromResult(SubscriberCheck.Run(evidence)));
        await CheckAsync("listener", () => ListenerCheck.RunAsync(evidence, cancel));
        await CheckAsync("timelines", () => TimelineCheck.RunAsync(evidence, cancel));
        await CheckAsync("known at", () => KnownAtCheck.RunAsync(evidence, cancel));
        await CheckAsync("log", () => LogCheck.RunAsync(evidence, cancel));
        await CheckAsync("audit", () => AuditCheck.RunAsync(evidence, expected, cancel));

        // A check that fails to run is a violation.
        async Task CheckAsync(string name, Func<Task<string>> check)
        {
            var before = journal.Count;
            try
            {
                var looked = await check();
                var verdict = journal.Count == before ? "right" : $"{journal.Count - before} violations";
                journal.Say($"check {name}: {looked}; {verdict}");
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                journal.Violation("everything can be checked", $"{name}: {exception}");
            }
        }
    }
}
