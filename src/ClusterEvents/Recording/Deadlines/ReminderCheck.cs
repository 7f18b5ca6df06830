using System.Globalization;
using System.Text.Json;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Deadlines;

/// <summary>
/// Compares scheduled reminders with the directives on record: each open one with a due day to come has a reminder, and
/// each reminder has a directive.
/// </summary>
internal sealed class ReminderCheck(EventCatalogue catalogue, DeadlineSettings settings, TimeProvider time)
    : IIntegrityCheck
{
    private const string MessageType = "directive-falls-due";

    /// <summary>A reminder is scheduled a moment after the day has begun, and anew by a clock that was ahead.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    public string Name => "reminders";

    public async Task<IReadOnlyList<Breach>> FindAsync(Snapshot snapshot, CancellationToken cancel)
    {
        var found = new List<Breach>();
        var reminders = await ReadAsync(snapshot, found, cancel);
        await using var beside = await snapshot.ShareAsync(cancel);
        foreach (var directive in reminders.Select(one => one.Directive).Distinct())
            if (!await SnapshotEvents.IsStreamAsync(beside, directive, cancel))
                found.Add(new("reminder-superfluous", $"reminder of {directive}",
                    "No such directive is on record. Find out who scheduled it, and delete it."));
        // What commands record gets its reminders with the next sweep of a service.
        if (!settings.Watch) return found;
        var upTo = await DeadlineTables.SweptAsync(snapshot, cancel);
        found.AddRange((await MissingAsync(snapshot, reminders, after: 0, upTo, cancel)).Select(one => new Breach(
            "reminder-missing", $"reminder of {one.Stream}",
            $"Nothing is scheduled for {one.DueOn:yyyy-MM-dd}, when it falls due. A service schedules it anew when it "
            + "starts, and each day; find out who deleted it.")));
        return found;
    }

    /// <summary>The reminders that open directives lack which changed after a position.</summary>
    public async Task<IReadOnlyList<Reminder>> MissingAsync(Snapshot snapshot, long after, CancellationToken cancel) =>
        await MissingAsync(snapshot, await ReadAsync(snapshot, [], cancel), after, long.MaxValue, cancel);

    private async Task<IReadOnlyList<Reminder>> MissingAsync(
        Snapshot snapshot, HashSet<DirectiveFallsDue> reminders, long after, long upTo, CancellationToken cancel)
    {
        var scheduled = reminders.ToLookup(one => (one.Directive, one.DueOn), one => one.At);
        var today = time.Today();
        var missing = new List<Reminder>();
        foreach (var some in (await StreamKeyQueries.DirectivesDueFromAsync(
            snapshot.Connection, today, after, upTo, cancel)).Chunk(500))
            foreach (var (key, stream) in await StreamRows.OfAsync(snapshot.Connection, some, catalogue, cancel))
            {
                if (stream.State is not Directive { DueOn: { } due } directive || due < today
                    || due == DateOnly.MaxValue || !directive.Owing.Any()) continue;
                var at = Clock.Beginning(due.AddDays(1));
                if (!scheduled[(key, due)].Any(one => one <= at + Late))
                    missing.Add(new(key, due, at));
            }

        return missing;
    }

    /// <summary>The scheduled reminders, with the time at which each is handled.</summary>
    private static async Task<HashSet<DirectiveFallsDue>> ReadAsync(
        Snapshot snapshot, List<Breach> found, CancellationToken cancel)
    {
        var reminders = new HashSet<DirectiveFallsDue>();
        await foreach (var message in StoredMessages.OfTypesAsync(snapshot, [MessageType], cancel))
        {
            if (message.IsGivenUp) continue;
            if (Read(message.Data) is { } reminder)
                reminders.Add(reminder with { At = message.ExecuteAt ?? DateTimeOffset.MinValue });
            else
                found.Add(new("message-altered", string.Create(CultureInfo.InvariantCulture, $"reminder {message.Id}"),
                    "It cannot be read. Find out who changed it, and delete it."));
        }

        return reminders;
    }

    private static DirectiveFallsDue? Read(byte[] data)
    {
        try
        {
            return JsonSerializer.Deserialize<DirectiveFallsDue>(data, JsonSerializerOptions.Web);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or FormatException)
        {
            return null;
        }
    }
}
