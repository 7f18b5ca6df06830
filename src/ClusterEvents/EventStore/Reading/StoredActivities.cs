using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using JasperFx.Events;

namespace ClusterEvents.EventStore.Reading;

/// <summary>Converts Marten's events to the domain's <see cref="StoredActivity"/>.</summary>
internal static class StoredActivities
{
    /// <summary>The activity; null for the tombstone event of a failed append.</summary>
    public static StoredActivity? ToActivity(this IEvent @event) => @event.Data is not Activity activity ? null
        : new(@event.Id, StreamKey.Parse(@event.StreamKey!), @event.Version, @event.Sequence,
            @event.Timestamp.ToUniversalTime(), @event.UserName, activity, ErasedIn(@event));

    /// <summary>The activities among some events.</summary>
    public static IEnumerable<StoredActivity> ToActivities(this IEnumerable<IEvent> events) =>
        events.Select(ToActivity).OfType<StoredActivity>();

    private static string[] ErasedIn(IEvent @event) =>
        @event.Headers?.GetValueOrDefault(EventHeaders.Erased) is JsonElement { ValueKind: JsonValueKind.Object } erased
            ? [.. erased.EnumerateObject().Select(field => field.Name)] : [];
}
