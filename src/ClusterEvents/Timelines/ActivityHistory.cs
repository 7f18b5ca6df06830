using ClusterEvents.Recording;
using JasperFx.Events;

namespace ClusterEvents.Timelines;

/// <summary>
/// Follows how activities read while events pass in the order of recording. It holds what passed, so it is given only
/// what may still be corrected, or is of interest.
/// </summary>
public sealed class ActivityHistory(Catalogue catalogue)
{
    private readonly Dictionary<Guid, Followed> _followed = [];

    /// <summary>Takes one more event.</summary>
    /// <returns>
    /// The entry that it makes or changes, with the one that it replaces; null where it changes nothing.
    /// </returns>
    public (TimelineEntry? Before, TimelineEntry After)? Take(IEvent @event)
    {
        if (@event.Data is ICorrection correction)
        {
            if (!_followed.TryGetValue(correction.TargetEventId, out var target)) return null;
            var before = target.Entry;
            target.Correct(@event, correction, catalogue);
            return (before, target.Entry);
        }

        if (@event.Data is not Activity activity) return null;
        var followed = new Followed(@event, new(@event.Id, activity), catalogue);
        _followed[@event.Id] = followed;
        return (null, followed.Entry);
    }

    /// <summary>Lets go of an activity that nothing will correct any more.</summary>
    public void Forget(Guid activityId) => _followed.Remove(activityId);

    private sealed class Followed(IEvent recorded, Reading reading, Catalogue catalogue)
    {
        private readonly List<IEvent> _corrections = [];
        private Reading _reading = reading;

        public TimelineEntry Entry { get; private set; } = TimelineEntry.Of(recorded, reading, [], catalogue);

        public void Correct(IEvent @event, ICorrection correction, Catalogue catalogue)
        {
            _corrections.Add(@event);
            _reading = correction.Correct(_reading, catalogue);
            Entry = TimelineEntry.Of(recorded, _reading, _corrections, catalogue);
        }
    }
}
