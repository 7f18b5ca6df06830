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
            : TitleOf(timeline, recorded, await streams.ReadAsync([timeline], known, cancel));

    /// <summary>The entries with names in place of references.</summary>
    public async Task<IReadOnlyList<ShownEntry>> NamedAsync(
        IReadOnlyList<ShownEntry> entries, Language language, KnownAt? known, CancellationToken cancel) =>
        Named(entries, language, await ReadAsync(KeysIn(TextsOf(entries)), known, cancel));

    /// <summary>
    /// The title of a timeline, and entries with names in place of references: what either needs is read together.
    /// </summary>
    public async Task<(string Title, IReadOnlyList<ShownEntry> Entries)> NamedAsync(
        StreamKey timeline, string recorded, IReadOnlyList<ShownEntry> entries, Language language, KnownAt? known,
        CancellationToken cancel)
    {
        var keys = KeysIn(TextsOf(entries));
        if (timeline.Kind == StreamKinds.City) keys.Add(timeline);
        var found = await ReadAsync(keys, known, cancel);
        return (TitleOf(timeline, recorded, found), Named(entries, language, found));
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
        var found = await ReadAsync(KeysIn(texts), known, cancel);
        return [.. texts.Select(one => Named(one, language, found))];
    }

    private async Task<ImmutableDictionary<StreamKey, StreamSnapshot>> ReadAsync(
        HashSet<StreamKey> keys, KnownAt? known, CancellationToken cancel) =>
        keys.Count == 0 ? ImmutableDictionary<StreamKey, StreamSnapshot>.Empty
            : await streams.ReadAsync(keys, known, cancel);

    private string TitleOf(
        StreamKey timeline, string recorded, ImmutableDictionary<StreamKey, StreamSnapshot> found) =>
        timeline.Kind == StreamKinds.City && found.GetValueOrDefault(timeline)?.State is City city
            ? city.NameOn(time.Today()).Name : recorded;

    private static HashSet<StreamKey> KeysIn(IEnumerable<(string Text, DateOnly? Day)> texts) =>
        [.. texts.SelectMany(one => NameReference.StreamsIn(one.Text))];

    private static IEnumerable<(string Text, DateOnly? Day)> TextsOf(IEnumerable<ShownEntry> entries) =>
        entries.SelectMany(entry => new[] { (entry.Title, DayOf(entry)), (entry.Summary, DayOf(entry)) });

    private static IReadOnlyList<ShownEntry> Named(
        IEnumerable<ShownEntry> entries, Language language, ImmutableDictionary<StreamKey, StreamSnapshot> found) =>
    [
        .. entries.Select(entry => entry with
        {
            Title = Named((entry.Title, DayOf(entry)), language, found),
            Summary = Named((entry.Summary, DayOf(entry)), language, found),
        }),
    ];

    private static string Named(
        (string Text, DateOnly? Day) one, Language language, ImmutableDictionary<StreamKey, StreamSnapshot> found) =>
        NameReference.Named(one.Text, (key, part) =>
            (found.GetValueOrDefault(key)?.State as INamed)?.NameIn(language, part, one.Day));

    private static DateOnly? DayOf(ShownEntry entry) =>
        entry.Key.OccurredOn == DateOnly.MinValue ? null : entry.Key.OccurredOn;
}
