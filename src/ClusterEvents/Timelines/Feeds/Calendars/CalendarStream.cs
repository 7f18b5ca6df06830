using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using Ical.Net.CalendarComponents;

namespace ClusterEvents.Timelines.Feeds.Calendars;

/// <summary>A stream that a calendar shows as an event.</summary>
internal sealed record CalendarStream(StreamKey Key, StreamSnapshot Snapshot, StreamTimes Times)
{
    /// <summary>
    /// The entries that stand, in the order in which they occurred; all of them if everything was retracted.
    /// </summary>
    public IReadOnlyList<Activity> Activities(Func<Activity, bool> which) =>
        [.. Entries(which).Select(entry => entry.Activity)];

    /// <inheritdoc cref="Activities"/>
    public IReadOnlyList<EntryState> Entries(Func<Activity, bool> which)
    {
        EntryState[] told = [.. Snapshot.Entries.Where(entry => which(entry.Activity))];
        var standing = told.Any(entry => !entry.Retracted) ? told.Where(entry => !entry.Retracted) : told;
        // The sort is stable: of one day and part of the day, the order of recording decides.
        return [.. standing.OrderBy(entry => entry.Activity.OccurredOn)
            .ThenBy(entry => entry.Activity.DayPart).ThenBy(entry => entry.Activity.SequenceHint)];
    }

    /// <summary>Whether a city disputes one of the entries that stand.</summary>
    public bool IsDisputed(Func<Activity, bool> which) =>
        Snapshot.Entries.Any(entry => entry is { Disputed: true, Retracted: false } && which(entry.Activity));

    /// <summary>
    /// Sets what every event of a stream has. Its id depends on the stream alone; its sequence number is that of the
    /// last event on the stream, so that it rises with each recording, correction and retraction.
    /// </summary>
    /// <param name="component">The event.</param>
    /// <param name="name">What distinguishes it on its stream.</param>
    /// <param name="page">The address of its page; null if the host is not known.</param>
    public void Identify(RecurringComponent component, string name, Uri? page)
    {
        component.Uid = FeedAddress.IdOf($"{Key} {name}").ToString();
        component.Sequence = (int)Snapshot.Version - 1;
        component.Created = CalendarDays.Instant(Times.First);
        component.DtStamp = component.LastModified = CalendarDays.Instant(Times.Last);
        component.Url = page;
    }
}
