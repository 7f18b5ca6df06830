using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>The webhook receiver got every event of its types at least once, as on record, and nothing else.</summary>
internal static class ListenerCheck
{
    /// <summary>Longer than it takes the other nodes to take over the deliveries of a killed node.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    public static async Task<string> RunAsync(Evidence evidence, CancellationToken cancel)
    {
        var (listener, journal) = (evidence.Listener, evidence.Journal);
        var due = evidence.Events.Where(@event => Listener.Types.Contains(@event.Type))
            .ToDictionary(@event => @event.ActivityId);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && !due.Keys.All(listener.Told.ContainsKey);)
            await Task.Delay(200, cancel);

        foreach (var (id, @event) in due.Where(one => !listener.Told.ContainsKey(one.Key)))
            journal.Violation("a listener is told of each event", $"{id} was not told in {Patience}: {@event}");
        foreach (var (id, told) in listener.Told)
            if (!due.TryGetValue(id, out var @event))
                journal.Violation("a listener is told of what is on record", $"{id} is not: {told.First()}");
            else if (told.FirstOrDefault(one => !IsSame(one, @event)) is { } other)
                journal.Violation("a listener is told what the record says", $"{@event}, but was told {other}");
        foreach (var id in listener.Forged) journal.Violation("what a listener is told is signed", id);
        return $"{due.Count} events, told {listener.Told.Values.Sum(told => told.Count)} times";
    }

    private static bool IsSame(JsonNode told, Event @event) =>
        (string?)told["id"] == @event.Id && (string?)told["source"] == @event.Source
        && (string?)told["type"] == @event.Type && (string?)told["subject"] == @event.Stream
        && long.Parse((string)told["sequence"]!, CultureInfo.InvariantCulture) == @event.Position
        && JsonNode.DeepEquals(told["data"], @event.Data);
}
