using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Recording.Similar;

namespace ClusterEvents.Timelines.Similar;

/// <summary>A question with what decides whether an entry is similar.</summary>
internal sealed record SimilarQuery
{
    /// <summary>One of the timelines that show the activity: similar entries are on each of them.</summary>
    public required StreamKey Timeline { get; init; }

    public required string Kind { get; init; }

    public required (DateOnly First, DateOnly Last) Days { get; init; }

    public required IReadOnlyCollection<CityId> Cities { get; init; }

    /// <summary>
    /// The stream that a similar entry is on, for what is added to one: progress of another directive is another
    /// fact. Null for what may begin a stream, because its repetition begins another.
    /// </summary>
    public required StreamKey? FollowsUp { get; init; }

    public required DateTimeOffset Before { get; init; }

    /// <summary>The question; null about what is on no timeline.</summary>
    public static SimilarQuery? Of(SimilarQuestion question, EventCatalogue catalogue)
    {
        var (activity, type) = (question.Activity, catalogue.TypeOf(question.Activity));
        if (activity is ICorrection) return null;
        var cities = activity.CityIds ?? [];
        var timelines = TimelineKey.Showing(type, activity).ToArray();
        if (timelines.Length == 0) return null;
        // Of the cities, the guests come last: an entry is similar if its own cities are the same.
        return new()
        {
            Timeline = timelines[0],
            Kind = type.Name,
            Days = DaysOf(activity),
            Cities = [.. cities.ToHashSet()],
            FollowsUp = type.Opens == Opens.Never ? question.Stream : null,
            Before = question.Before,
        };
    }

    /// <summary>Whether an event that no timeline shows yet is similar.</summary>
    public bool IsLike(StoredActivity other, EventCatalogue catalogue)
    {
        var type = catalogue.TypeOf(other.Activity);
        var days = DaysOf(other.Activity);
        return type.Name == Kind && other.RecordedAt < Before
            && days.First <= Days.Last && Days.First <= days.Last
            && (FollowsUp is null || FollowsUp == other.Stream)
            && Cities.ToHashSet().SetEquals(other.Activity.CityIds ?? [])
            && TimelineKey.Showing(type, other.Activity).Contains(Timeline);
    }

    private static (DateOnly First, DateOnly Last) DaysOf(Activity activity)
    {
        var day = activity.OccurredOn ?? DateOnly.MinValue;
        return (activity.Earliest() ?? day, activity.Latest() ?? day);
    }
}
