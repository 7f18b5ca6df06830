using System.Collections.Frozen;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Timelines.Listings;

/// <summary>
/// Determines the listings of a stream. Both sides use it: the projection that writes them, and readers for streams
/// that are not projected yet.
/// </summary>
public static class StreamListings
{
    /// <summary>The kinds of streams that are listed.</summary>
    public static readonly FrozenSet<string> Kinds =
        FrozenSet.Create(Directive.Kind, Target.Kind, Commendation.Kind, Meeting.Kind, Ceremony.Kind);

    /// <summary>The listings of a stream, each once; none if it was retracted altogether.</summary>
    public static HashSet<Listing> Of(StreamSnapshot stream) => [.. stream.State switch
    {
        Directive directive => DirectiveStatuses.Listings(directive),
        Target target => TargetStatuses.Listings(target),
        Commendation commendation => Listings(commendation),
        Meeting meeting => MeetingStatuses.Listings(meeting, stream),
        Ceremony ceremony => Listings(ceremony, stream),
        _ => [],
    }];

    /// <summary>The day by which a commendation is listed.</summary>
    public static ListedDay DayOf(Commendation commendation) =>
        ListedDay.Of(commendation.Awarded, commendation.Awarded.DecisionDate);

    /// <summary>The day by which a ceremony is listed: that of its first tribute.</summary>
    public static ListedDay DayOf(IEnumerable<Activity> tributes) => ListedDay.Of(
        tributes.Where(tribute => tribute.OccurredOn is not null).MinBy(tribute => tribute.OccurredOn));

    /// <summary>The cities that the entries of a stream concern, each once, in the order of recording.</summary>
    public static IEnumerable<CityId> CitiesOf(StreamSnapshot stream) =>
        stream.Current.SelectMany(one => one.CityIds ?? []).Distinct();

    /// <summary>The campaigns that the entries of a stream belong to, each once, in the order of recording.</summary>
    public static IEnumerable<string> CampaignsOf(StreamSnapshot stream) =>
        stream.Current.SelectMany(one => one.CampaignIds ?? []).Distinct();

    /// <summary>The status of a commendation is the code of its title.</summary>
    private static IEnumerable<Listing> Listings(Commendation commendation)
    {
        var awarded = commendation.Awarded;
        var title = TitleCatalogue.Find(awarded.Title, awarded.DecisionDate)?.Code ?? "";
        return Listing.Of(awarded.CampaignIds, [title], [(awarded.RecipientUnit, title)], commendation.ClusterId,
            DayOf(commendation));
    }

    /// <summary>A ceremony has no status.</summary>
    private static IEnumerable<Listing> Listings(Ceremony ceremony, StreamSnapshot stream) => Listing.Of(
        CampaignsOf(stream), [""], CitiesOf(stream).Select(city => (city, "")), ceremony.ClusterId,
        DayOf(stream.Current));
}
