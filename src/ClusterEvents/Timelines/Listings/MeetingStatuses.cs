using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Timelines.Listings;

/// <summary>The statuses in which meetings are listed.</summary>
public static class MeetingStatuses
{
    /// <summary>The words by which meetings are asked for, and the status that each one covers.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Words = new Dictionary<string, string[]>
    {
        ["scheduled"] = ["scheduled"],
        ["postponed"] = ["postponed"],
        ["held"] = ["held"],
        ["cancelled"] = ["cancelled"],
    };

    /// <summary>
    /// The day by which a meeting is listed: the day it was held, or else the day it is planned for, or was planned for
    /// at first.
    /// </summary>
    public static ListedDay DayOf(Meeting meeting, StreamSnapshot stream) => ListedDay.Of(
        stream.Current.OfType<MeetingHeld>().LastOrDefault(),
        meeting.PlannedOn ?? stream.Current.OfType<MeetingScheduled>().LastOrDefault()?.PlannedOn);

    internal static IEnumerable<Listing> Listings(Meeting meeting, StreamSnapshot stream)
    {
        var status = Of(meeting.Status);
        return Listing.Of(
            StreamListings.CampaignsOf(stream), [status],
            StreamListings.CitiesOf(stream).Select(city => (city, status)),
            meeting.ClusterId, DayOf(meeting, stream));
    }

    private static string Of(MeetingStatus status) => status switch
    {
        MeetingStatus.Scheduled => "scheduled",
        MeetingStatus.Postponed => "postponed",
        MeetingStatus.Held => "held",
        _ => "cancelled",
    };
}
