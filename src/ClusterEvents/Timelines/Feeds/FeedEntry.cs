using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>A timeline entry with the fields that feeds use, read from stored JSON.</summary>
/// <param name="Stored">The fields of the entry.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">One more sentence; may be empty.</param>
/// <param name="Activity">The activity with its corrections applied.</param>
/// <param name="Corrections">Its corrections, retractions, disputes and the like, in their order.</param>
/// <param name="UpdatedAt">When the entry last changed.</param>
internal sealed record FeedEntry(
    StoredEntry Stored, string Title, string Summary, Activity Activity, IReadOnlyList<CorrectionMark> Corrections,
    DateTimeOffset UpdatedAt)
{
    public Guid ActivityId => Stored.ActivityId;

    public string Kind => Stored.Kind;

    /// <summary>The number of its corrections.</summary>
    public int Revision => Corrections.Count;

    /// <summary>The days on which it occurred.</summary>
    public OccurredDays Days => OccurredDays.Of(Activity);

    public static FeedEntry Of(ShownEntry shown, EventCatalogue catalogue)
    {
        var stored = JsonSerializer.Deserialize<StoredEntry>(shown.Body, RecordJson.Options)!;
        var corrections = JsonSerializer.Deserialize<CorrectionMark[]>(shown.Corrections ?? "[]", RecordJson.Options)!;
        if (!catalogue.TryGet(stored.Kind, out var type))
            throw new InvalidDataException($"`{stored.Kind}` is not an event type.");
        return new(stored, shown.Title, shown.Summary,
            (Activity)stored.Data.Deserialize(type.ClrType, RecordJson.Options)!, corrections,
            corrections.Length > 0 ? corrections[^1].RecordedAt : stored.RecordedAt);
    }

    /// <summary>The sources, each as one line in words.</summary>
    public static IEnumerable<string> SourceLines(IEnumerable<Source>? sources, Language language) => (sources ?? [])
        .Select(source => string.Join(", ", new[] { source.Publisher, source.Title, source.Url, source.Note }
            .Where(part => !string.IsNullOrEmpty(part))))
        .Where(source => source.Length > 0)
        .Select(source => language.In($"Nguồn: {source}", $"Source: {source}"));
}

/// <summary>The stored fields of an entry that feeds use.</summary>
internal sealed record StoredEntry(
    Guid ActivityId, string Kind, StreamKey Stream, DateTimeOffset RecordedAt, string? RecordedBy, bool Corrected,
    bool Disputed, bool Retracted, IReadOnlyList<CityId> CityIds, IReadOnlyList<string> CampaignIds,
    IReadOnlyList<Source> Sources, JsonElement Data);
