using System.Collections.Immutable;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Timelines.Pages;

/// <summary>
/// Replaces the references in titles and summaries by names: a city by its name on the day of the entry, a directive by
/// what it asks. The names are read from the streams, at the same point in time as the entries.
/// </summary>
public sealed class EntryNames(StreamStateCache streams, TimeProvider time)
{
    /// <summary>
    /// The title of a timeline: a city bears its name of today, whatever was recorded last. Others have one name.
    /// </summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="recorded">The title that was recorded last.</param>
    /// <param name="known">The point in time; null for now.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<string> TitleAsync(
        StreamKey timeline, string recorded, KnownAt? known, CancellationToken cancel) =>
        timeline.Kind != StreamKinds.City ? recorded
            : (await streams.ReadAsync([timeline], known, cancel)).GetValueOrDefault(timeline)?.State is City city
                ? city.NameOn(time.Today()).Name : recorded;

    /// <summary>The entries with names in place of references.</summary>
    public async Task<IReadOnlyList<ShownEntry>> NamedAsync(
        IReadOnlyList<ShownEntry> entries, Language language, KnownAt? known, CancellationToken cancel)
    {
        var texts = await NamedAsync(
            [.. entries.SelectMany(entry => new[] { (entry.Title, DayOf(entry)), (entry.Summary, DayOf(entry)) })],
            language, known, cancel);
        return [.. entries.Select((entry, index) => entry with
        {
            Title = texts[2 * index],
            Summary = texts[2 * index + 1],
        })];
    }

    /// <summary>One entry with names in place of references.</summary>
    public async Task<ShownEntry> NamedAsync(
        ShownEntry entry, Language language, KnownAt? known, CancellationToken cancel) =>
        (await NamedAsync([entry], language, known, cancel))[0];

    /// <summary>Texts with names in place of references.</summary>
    /// <param name="texts">The texts, and the day of the entry that each belongs to.</param>
    /// <param name="language">The language of the names.</param>
    /// <param name="known">The point in time; null for now.</param>
    /// <param name="cancel">Cancels the query.</param>
    public async Task<IReadOnlyList<string>> NamedAsync(
        IReadOnlyList<(string Text, DateOnly? Day)> texts, Language language, KnownAt? known, CancellationToken cancel)
    {
        var keys = texts.SelectMany(one => NameReference.StreamsIn(one.Text)).ToHashSet();
        var found = keys.Count == 0 ? ImmutableDictionary<StreamKey, StreamSnapshot>.Empty
            : await streams.ReadAsync(keys, known, cancel);
        return [.. texts.Select(one => NameReference.Named(one.Text, (key, part) =>
            (found.GetValueOrDefault(key)?.State as INamed)?.NameIn(language, part, one.Day)))];
    }

    private static DateOnly? DayOf(ShownEntry entry) =>
        entry.Key.OccurredOn == DateOnly.MinValue ? null : entry.Key.OccurredOn;
}
