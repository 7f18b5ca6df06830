using System.Text.Json;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>
/// A row of a table of corrections: a field that was changed, or a retraction, dispute and the like, which change none.
/// </summary>
/// <param name="Entry">The corrected entry.</param>
/// <param name="Mark">The correction.</param>
/// <param name="Change">The changed field; null if it changed none.</param>
internal sealed record CorrectionRow(TableEntry Entry, CorrectionMark Mark, FieldChange? Change)
{
    private FieldValues Values => new(Entry.Language,
        Entry.Names.DistinctBy(name => name.Key.Id).ToDictionary(name => name.Key.Id, name => name.Value));

    public string? Old => Change is null ? null : Values.Of(Change.Name, Change.Old);

    public string? New => Change is null ? null : Values.Of(Change.Name, Change.New);

    /// <summary>The rows of an entry, in the order of its corrections.</summary>
    public static IEnumerable<CorrectionRow> Of(TableEntry entry) => entry.Entry.Corrections.SelectMany(mark =>
        (mark.Data?.Changes ?? []).Select(change => (FieldChange?)change).DefaultIfEmpty()
            .Select(change => new CorrectionRow(entry, mark, change)));

    /// <summary>The streams that changed values may name by key.</summary>
    public static IEnumerable<StreamKey> NamedBy(FeedEntry entry) => entry.Corrections
        .SelectMany(mark => mark.Data?.Changes ?? []).SelectMany(change => new[] { change.Old, change.New })
        .SelectMany(Texts).Where(Slug.IsOne).SelectMany(key => new[]
        {
            new CityId(key).Stream, new StreamKey(StreamKinds.Campaign, key), new StreamKey(StreamKinds.Cluster, key),
        });

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Texts(field.Value)),
        _ => [],
    };
}
