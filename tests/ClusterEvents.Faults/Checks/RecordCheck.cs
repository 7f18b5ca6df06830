using System.Text.Json.Nodes;
using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>
/// Acknowledged items are on record exactly once, as acknowledged; items without an answer once or not at all, and
/// batches as a whole; rejected items, and items that nobody sent, are not.
/// </summary>
internal static class RecordCheck
{
    public static string Run(Evidence evidence)
    {
        var journal = evidence.Journal;
        var byId = evidence.Events.ToLookup(@event => @event.Id, StringComparer.Ordinal);
        foreach (var twice in byId.Where(same => same.Count() > 1))
            journal.Violation("nothing is recorded twice", string.Join("; ", twice));
        var (acknowledged, late, lost) = (0, 0, 0);
        foreach (var item in evidence.Observations.AllSubmissions.SelectMany(submission => submission.Items))
        {
            var found = byId[item.Id].FirstOrDefault();
            if (item.Recorded is not null) acknowledged++;
            else if (found is not null) late++;
            else if (!item.Wrong) lost++;
            if (Fault(item, found) is { } fault) journal.Violation(fault.Rule, fault.What);
        }

        foreach (var submission in evidence.Observations.AllSubmissions.Where(one => one.Transport == Transport.Batch))
            CheckWhole(submission, byId, journal);
        var sent = evidence.Observations.AllSubmissions
            .SelectMany(submission => submission.Items).Select(item => item.Id).ToHashSet();
        foreach (var stray in evidence.Events.Where(@event => !sent.Contains(@event.Id)))
            journal.Violation("nothing is recorded that nobody sent", stray.ToString());
        return $"{acknowledged} acknowledged items; of those given up {late} are on record, {lost} are not";
    }

    private static (string Rule, string What)? Fault(Item item, Event? found) => (item.Recorded, found) switch
    {
        ({ } recorded, null) => ("what is acknowledged is on record", $"{item.Id} is not: {recorded}"),
        ({ } recorded, { } there) when recorded.ActivityId != there.ActivityId || recorded.Stream != there.Stream
            || recorded.Version != there.Version || recorded.Position != there.Position =>
            ("what is on record is what was answered", $"{recorded}, but there is {there}"),
        (_, { } there) when item.Wrong => ("what breaks a rule is not recorded", there.ToString()),
        (_, { } there) when Difference(item, there) is { } difference =>
            ("what is on record is what was sent", $"{there}: {difference}"),
        _ => null,
    };

    /// <summary>
    /// The difference between an item as sent and as recorded; the service adds fields and changes none.
    /// </summary>
    private static string? Difference(Item item, Event there)
    {
        if (there.Type != $"clusterevents.{item.Type}.v2") return $"sent as {item.Type}";
        if (item.Subject is not null && item.Subject != there.Stream) return $"sent to {item.Subject}";
        foreach (var (field, value) in item.Data)
            if (!JsonNode.DeepEquals(value, there.Data[field]))
                return $"{field} was sent as {value?.ToJsonString()}, and is {there.Data[field]?.ToJsonString()}";
        return null;
    }

    private static void CheckWhole(Submission submission, ILookup<string, Event> byId, Journal journal)
    {
        var there = submission.Items.Count(item => byId.Contains(item.Id));
        if (there > 0 && there < submission.Items.Count)
            journal.Violation(
                "a batch is recorded whole or not at all", $"{there} of {submission.Items.Count} of {submission}");
    }
}
