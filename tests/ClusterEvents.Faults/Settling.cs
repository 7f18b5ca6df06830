using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Clients;
using ClusterEvents.Faults.Stands;

namespace ClusterEvents.Faults;

/// <summary>Waits until the service has caught up: every node is ready, everything is projected and sealed.</summary>
internal sealed class Settling(Stand stand, Caller caller, Observations observations, Journal journal)
{
    /// <summary>Longer than it takes the other nodes to detect a killed node, on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public async Task<bool> WaitAsync(IReadOnlyList<Subscriber> subscribers, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var (last, missing) = (-1L, "");
        while (clock.Elapsed < Patience)
        {
            var (newest, lack) = await LookAsync(subscribers, cancel);
            // The same newest position twice: nothing is being recorded any more.
            if (lack is null && newest == last)
            {
                journal.Say($"settled at position {newest} after {clock.Elapsed.TotalSeconds:0.0} s");
                return true;
            }

            if (lack is not null && lack != missing) journal.Say($"not settled: {lack}");
            (last, missing) = (newest, lack ?? missing);
            await Task.Delay(Pause, cancel);
        }

        journal.Violation("everything catches up once all is whole", $"after {Patience.TotalSeconds:0} s {missing}");
        return false;
    }

    private async Task<(long Newest, string? Lack)> LookAsync(
        IReadOnlyList<Subscriber> subscribers, CancellationToken cancel)
    {
        var newest = observations.Newest;
        for (var node = 0; node < stand.Nodes.Count; node++)
        {
            var answer = await caller.GetAsync(node, "/health/ready", cancel);
            if (answer.Status != HttpStatusCode.OK)
                return (newest, $"{stand.Nodes[node].Name} is not ready: {answer.Text}");
            var health = JsonNode.Parse(answer.Text)!;
            var lags = health["projections"]!.AsArray().Append(health["log"]).Select(one => (long)one!["lag"]!);
            if (lags.Any(lag => lag > 0)) return (newest, $"{stand.Nodes[node].Name} lags: {answer.Text}");
            newest = Math.Max(newest, (long)health["log"]!["position"]!);
        }

        // Health does not list a projection that never started.
        var page = $"/v1/timelines/{Situation.Timelines[0]}?limit=1&atLeast={newest}";
        var shown = await caller.GetAsync(0, page, cancel);
        if (!shown.IsOk) return (newest, $"timelines have not come to {newest}: {shown.Text}");
        var behind = subscribers.FirstOrDefault(subscriber => subscriber.Position < newest);
        return (newest, behind is null ? null : $"{behind.Name} has come to {behind.Position} of {newest}");
    }
}
