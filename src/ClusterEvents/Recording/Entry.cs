using JasperFx.Events;
using Marten;

namespace ClusterEvents.Recording;

/// <summary>An accepted draft on its way into the store.</summary>
internal sealed record Entry(
    Draft Draft, StreamKey Stream, long Version, Activity Activity, ClaimChange Claims, DateTimeOffset RecordedAt)
{
    private IEvent? _appended;

    /// <summary>The pointers to the personal fields of its data.</summary>
    public required IReadOnlyList<string> Personal { get; init; }

    /// <summary>The answer; its position is known once the entry was appended.</summary>
    public Recorded Recorded => new(Draft.ActivityId, Stream, Version, _appended?.Sequence ?? 0, Duplicate: false);

    /// <summary>The event for the store, with all that is kept beside it.</summary>
    public IEvent ToEvent(IDocumentSession session)
    {
        var @event = session.Events.BuildEvent(Activity);
        @event.Id = Draft.ActivityId;
        @event.Timestamp = RecordedAt;
        @event.UserName = Draft.Original?.RecordedBy ?? Draft.By.Name;
        @event.CorrelationId = Draft.CorrelationId;
        @event.CausationId = Draft.CausationId;
        EventHeaders.Write(@event, Draft, Personal);
        return _appended = @event;
    }
}
