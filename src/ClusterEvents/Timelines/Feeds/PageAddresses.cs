using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>The pages for people that feeds and calendars lead to, relative to the site.</summary>
public static class PageAddresses
{
    /// <summary>The page of a timeline.</summary>
    public static string Of(Language language, StreamKey timeline) => At(language, PathOf(timeline));

    /// <summary>The page of an entry.</summary>
    public static string Of(Language language, Guid activityId) => At(language, $"/activities/{activityId}");

    /// <summary>The page of the directive or target of an entry; a target has none but that of the entry.</summary>
    public static string Of(Language language, StreamKey stream, Guid activityId) =>
        stream.Kind == StreamKinds.Directive ? At(language, $"/directives/{stream.Id}") : Of(language, activityId);

    /// <summary>The page of a timeline, below the language.</summary>
    public static string PathOf(StreamKey timeline) => timeline.Kind switch
    {
        StreamKinds.City => $"/cities/{timeline.Id}",
        StreamKinds.Campaign => $"/campaigns/{timeline.Id}/timeline",
        _ => $"/clusters/{timeline.Id}/timeline",
    };

    private static string At(Language language, string path) => $"/{ReaderLanguage.CodeOf(language)}{path}";
}
