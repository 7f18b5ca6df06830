using System.Text.Json;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Verification;

/// <summary>
/// Checks that every removed personal value was removed by an erasure that is on record after its event, and that no
/// erased value has come back, for example from a backup. That what is hidden may be hidden is checked with the leaf.
/// </summary>
internal sealed class ErasureAudit(Findings findings)
{
    public long Erased { get; private set; }

    public async Task RunAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await foreach (var (id, position, onRecord) in StoreIntegrity.ErasedEventsAsync(snapshot.Connection, cancel))
        {
            Erased++;
            if (!onRecord)
                findings.Add("erased-without-record", $"event {id}, position {position}",
                    "Personal fields are gone from it, and no erasure on record says why.");
        }

        // Erased values that are present again. Corrections after the erasure may add new ones.
        await foreach (var named in StoreIntegrity.NamedByErasuresAsync(snapshot.Connection, cancel))
            if (HasErasedValues(named))
                findings.Add("erasure-undone", $"event {named.Id}, position {named.Position}",
                    $"The erasure at position {named.ErasedAt} took its personal fields, and they are there again.");
    }

    /// <summary>
    /// Whether fields that the erasure took have salts. Texts are erased only where they name the person, which nobody
    /// knows any more.
    /// </summary>
    private static bool HasErasedValues(ErasableEvent named)
    {
        using var parsed = JsonDocument.Parse(named.Data);
        var data = parsed.RootElement;
        using var headers = JsonDocument.Parse(named.Headers);
        var salts = Openings.Of(headers.RootElement).Salts;
        var places = PersonalPlaces.Of(StoredShape.CloudEventTypeOf(named.Type));
        var erased = named.Fields.Count == 0
            ? places.PersonsIn(
                data, named.TargetType is { } type ? StoredShape.CloudEventTypeOf(type) : null)
            : named.TargetType is not null ? []
            : places.In(data).Where(place => named.Fields.Any(field =>
                $"{JsonPointers.ToPath(place)}.".StartsWith($"{field}.", StringComparison.Ordinal)
                || JsonPointers.ToPath(place).StartsWith($"{field}[", StringComparison.Ordinal)));
        // A restored record has the mark itself as its value.
        return erased.Any(place =>
            salts.ContainsKey(place) && JsonPointers.TextAt(data, place) != PersonalFields.ErasedMark);
    }
}
