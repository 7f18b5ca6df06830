using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Entries;

/// <summary>
/// Tracks the timeline entries of activities while events are read in the order of recording. It keeps every event it
/// is given in memory, so give it only those that may still be corrected.
/// </summary>
public sealed class ActivityHistory(EventCatalogue catalogue)
{
    private readonly Dictionary<Guid, Followed> _followed = [];

    /// <summary>Applies one more event.</summary>
    /// <returns>
    /// The new or changed entry with the entry that it replaces; null if the event changes no entry.
    /// </returns>
    public (TimelineEntry? Before, TimelineEntry After)? Take(StoredActivity @event)
    {
        if (@event.Activity is ICorrection correction)
        {
            if (!_followed.TryGetValue(correction.TargetEventId, out var target)) return null;
            var before = target.Entry;
            target.Correct(@event, correction, catalogue);
            return (before, target.Entry);
        }

        var followed = new Followed(@event, new(@event.Id, @event.Activity), catalogue);
        _followed[@event.Id] = followed;
        return (null, followed.Entry);
    }

    /// <summary>Removes an activity that no later event corrects.</summary>
    public void Forget(Guid activityId) => _followed.Remove(activityId);

    private sealed class Followed(StoredActivity recorded, EntryState entry, EventCatalogue catalogue)
    {
        private readonly List<StoredActivity> _corrections = [];
        private EntryState _entry = entry;

        public TimelineEntry Entry { get; private set; } = TimelineEntry.Of(recorded, entry, [], catalogue);

        public void Correct(StoredActivity @event, ICorrection correction, EventCatalogue catalogue)
        {
            _corrections.Add(@event);
            _entry = correction.Correct(_entry, catalogue);
            Entry = TimelineEntry.Of(recorded, _entry, _corrections, catalogue);
        }
    }
}
