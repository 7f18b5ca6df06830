using System.Text.Json.Nodes;
using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>
/// The changes that timelines must have shown, computed from the events by the few rules that apply to the recorders'
/// events: an event is shown for its cities and campaigns; a correction shows its entry again, or moves it.
/// </summary>
internal static class Shown
{
    /// <summary>The changes of each timeline, in the order of recording.</summary>
    public static Dictionary<string, List<Told>> Of(IReadOnlyList<Event> events)
    {
        var changes = Situation.Timelines.ToDictionary(timeline => timeline, _ => new List<Told>());
        var places = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var @event in events)
        {
            var entry = (string?)@event.Data["targetEventId"] ?? @event.ActivityId;
            var before = places.GetValueOrDefault(entry, []);
            var now = places[entry] = Places(@event, before);
            foreach (var timeline in now) changes[timeline].Add(new(@event.Position, "entry", entry));
            foreach (var timeline in before.Except(now)) changes[timeline].Add(new(@event.Position, "removed", entry));
        }

        return changes;
    }

    private static string[] Places(Event @event, string[] before)
    {
        if (@event.Data["targetEventId"] is null)
            return [.. Names(@event.Data["cityIds"], "cities"), .. Names(@event.Data["campaignIds"], "campaigns")];
        var moved = @event.Data["changes"]?.AsArray().FirstOrDefault(change => (string?)change!["field"] == "cityIds");
        if (moved is null) return before;
        var campaigns = before.Where(place => place.StartsWith("campaigns/", StringComparison.Ordinal));
        return [.. Names(moved["new"], "cities"), .. campaigns];
    }

    private static IEnumerable<string> Names(JsonNode? keys, string kind) =>
        keys?.AsArray().Select(key => $"{kind}/{key}") ?? [];
}
