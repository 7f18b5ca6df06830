using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Similar;
using ClusterEvents.Timelines.Pages;
using ClusterEvents.Timelines.Projection;
using Npgsql;

namespace ClusterEvents.Timelines.Similar;

/// <summary>
/// Finds similar entries: on the timelines, and among the events that these do not show yet. Any number of questions is
/// one round trip.
/// </summary>
/// <remarks>
/// The events come first. An event that is projected between the two statements is then found twice; in the other order
/// it would be missed.
/// </remarks>
public sealed class SimilarEntries(
    NpgsqlDataSource database, EventCatalogue catalogue, ShownTimelines shown, EntryNames names) : ISimilarEntries
{
    private static readonly ActivityType[] Retracting = [RetractEntry.Type, ReinstateEntry.Type];

    public async Task<IReadOnlyList<IReadOnlyList<SimilarEntry>>> FindAsync(
        IReadOnlyList<SimilarQuestion> questions, CancellationToken cancel)
    {
        var asked = questions.Index().Select(one => (one.Index, Asked: SimilarQuery.Of(one.Item, catalogue)))
            .Where(one => one.Asked is not null).Select(one => (one.Index, Asked: one.Asked!)).ToArray();
        var version = shown.Version;
        if (asked.Length == 0 || !version.FindsByDays) return [.. questions.Select(_ => (SimilarEntry[])[])];
        var found = await FindAsync(version, [.. asked.Select(one => one.Asked)], cancel);
        var answers = questions.Select(_ => (IReadOnlyList<SimilarEntry>)[]).ToArray();
        foreach (var ((index, _), similar) in asked.Zip(found))
            if (similar.Count > 0)
                answers[index] = await NamedAsync(similar, questions[index].Language, cancel);
        return answers;
    }

    private async Task<List<Found>[]> FindAsync(
        TimelineVersion version, SimilarQuery[] asked, CancellationToken cancel)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(UnprojectedEvents.Newest(version.Progress, StoredNames(asked)));
        batch.BatchCommands.Add(SimilarSql.Command(version, asked));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var newest = await UnprojectedEvents.ReadAsync(rows, catalogue, cancel);
        var found = asked.Select(_ => new List<Found>()).ToArray();
        await rows.NextResultAsync(cancel);
        while (await rows.ReadAsync(cancel))
            found[rows.GetInt64(0) - 1].Add(new(
                rows.GetGuid(1), rows.GetString(2), rows.GetString(3), rows.GetFieldValue<DateTimeOffset>(4),
                rows.GetFieldValue<DateOnly>(5), rows.IsDBNull(6) ? null : rows.GetString(6)));
        if (newest.Count == 0) return found;

        var retracted = RetractedIn(newest);
        for (var number = 0; number < asked.Length; number++)
            found[number] =
            [
                .. found[number].Concat(newest.Where(one => asked[number].IsLike(one, catalogue)).Select(EntryOf))
                    .DistinctBy(one => one.ActivityId).Where(one => !retracted.Contains(one.ActivityId))
                    .OrderByDescending(one => one.RecordedAt).Take(SimilarSql.Most),
            ];
        return found;
    }

    /// <summary>The stored names of the types in question, and of what retracts and reinstates entries.</summary>
    private string[] StoredNames(SimilarQuery[] asked) =>
    [
        .. asked.Select(one => one.Kind).Distinct()
            .SelectMany(kind => catalogue.TryGet(kind, out var type) ? type.Shapes : [])
            .Concat(Retracting.SelectMany(type => type.Shapes)).Select(shape => shape.StoredName),
    ];

    private static HashSet<Guid> RetractedIn(IEnumerable<StoredActivity> newest)
    {
        var retracted = new HashSet<Guid>();
        foreach (var one in newest)
            if (one.Activity is EntryRetracted retraction) retracted.Add(retraction.TargetEventId);
            else if (one.Activity is EntryReinstated reinstatement) retracted.Remove(reinstatement.TargetEventId);
        return retracted;
    }

    private Found EntryOf(StoredActivity stored)
    {
        var entry = TimelineEntry.Of(stored, new(stored.Id, stored.Activity), [], catalogue);
        return new(stored.Id, entry.Vietnamese.Title, entry.English.Title, stored.RecordedAt, entry.Key.OccurredOn,
            stored.RecordedBy);
    }

    private async Task<IReadOnlyList<SimilarEntry>> NamedAsync(
        List<Found> found, Language language, CancellationToken cancel)
    {
        var titles = await names.NamedAsync(
            [.. found.Select(one => (language.In(one.Vietnamese, one.English), DayOf(one)))], language, null, cancel);
        return [.. found.Zip(titles, (one, title) =>
            new SimilarEntry(one.ActivityId, title, one.RecordedAt.UtcDateTime, one.RecordedBy))];
    }

    private static DateOnly? DayOf(Found found) => found.OccurredOn == DateOnly.MinValue ? null : found.OccurredOn;

    private sealed record Found(
        Guid ActivityId, string Vietnamese, string English, DateTimeOffset RecordedAt, DateOnly OccurredOn,
        string? RecordedBy);
}
