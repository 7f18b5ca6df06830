using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>
/// Each live client received every change of its timeline once and in order, across all disconnections.
/// </summary>
internal static class SubscriberCheck
{
    public static string Run(Evidence evidence)
    {
        var shown = Shown.Of(evidence.Events);
        foreach (var subscriber in evidence.Subscribers)
        {
            Told[] expected = [.. shown[subscriber.Timeline].Where(change => change.Position > evidence.Began)];
            if (expected.SequenceEqual(subscriber.Told)) continue;
            var positions = subscriber.Told.Select(told => told.Position).ToArray();
            var twice = positions.CountBy(position => position).Where(count => count.Value > 1)
                .Select(count => count.Key);
            evidence.Journal.Violation("a subscriber is told of each change once and in order",
                $"{subscriber.Name} of {subscriber.Timeline}, which came to {subscriber.Position}: "
                + $"missing {List(expected.Except(subscriber.Told))}, "
                + $"not to be told {List(subscriber.Told.Except(expected))}, "
                + $"twice {string.Join(", ", twice.Take(5))}, "
                + $"in order: {positions.SequenceEqual(positions.Order())}");
        }

        return $"{evidence.Subscribers.Count} subscribers, {evidence.Subscribers.Sum(one => one.Told.Count)} changes";
    }

    private static string List(IEnumerable<Told> changes)
    {
        var all = changes.ToArray();
        return all.Length == 0 ? "none" : $"{all.Length} ({string.Join("; ", all.Take(5))})";
    }
}
