using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Timelines;

/// <summary>An entry as a page shows it.</summary>
/// <param name="Shown">The entry as the API answers it.</param>
/// <param name="Kind">Its event type.</param>
/// <param name="Activity">The activity, with corrections applied.</param>
/// <param name="Stream">The stream of its event.</param>
/// <param name="Cities">The cities that it concerns, by name.</param>
/// <param name="Guests">The cities that took part as guests, by name.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">Who recorded it.</param>
/// <param name="Corrected">Whether it was corrected.</param>
/// <param name="Disputed">Whether a city disputes it.</param>
/// <param name="Retracted">Whether it was retracted.</param>
public sealed record PageEntry(
    ShownEntry Shown, string Kind, Activity Activity, StreamKey Stream, IReadOnlyList<string> Cities,
    IReadOnlyList<string> Guests, DateTimeOffset RecordedAt, string? RecordedBy, bool Corrected, bool Disputed,
    bool Retracted)
{
    public Guid Id => Shown.Key.ActivityId;

    public string Title => Shown.Title;

    public string Summary => Shown.Summary;

    /// <summary>The day that it is placed on; null if no day is known.</summary>
    public DateOnly? PlacedOn => Shown.Key.OccurredOn == DateOnly.MinValue ? null : Shown.Key.OccurredOn;

    /// <summary>The date as exactly as it is known, with the part of the day and the time.</summary>
    public string When(Language language) => OccurredDays.Of(Activity).In(language);

    /// <summary>Whether the heading of its day does not say all that is known of the date.</summary>
    public bool IsRough => Activity.Precision != Precision.Day || Activity.EndsOn is not null;

    internal static PageEntry Of(
        ShownEntry shown, FeedEntry entry, IReadOnlyDictionary<StreamKey, string> names)
    {
        return new(shown, entry.Kind, entry.Activity, entry.Stored.Stream,
            [.. Named(entry.Stored.CityIds)], [.. Named(entry.Activity.GuestCityIds ?? [])], entry.Stored.RecordedAt,
            entry.Stored.RecordedBy, entry.Stored.Corrected, entry.Stored.Disputed, entry.Stored.Retracted);

        IEnumerable<string> Named(IEnumerable<CityId> cities) =>
            cities.Select(city => names.GetValueOrDefault(city.Stream) ?? city.Value);
    }
}
