using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Listings;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views;

/// <summary>A meeting in views: planned, postponed, held or cancelled.</summary>
/// <param name="PlannedOn">The day it is planned for; absent if none is, or if it was cancelled.</param>
/// <param name="HeldOn">The day it was held; absent if it was not, or if the day is unknown.</param>
/// <param name="ListedOn">The day by which it is listed: held, or else planned, or else planned at first.</param>
/// <param name="Kind">Its purpose.</param>
/// <param name="Venue">Where it was held, or is planned.</param>
/// <param name="HostUnit">The host.</param>
/// <param name="Attendance">The number of attendees, if a source gives it.</param>
/// <param name="CityIds">The cities that it concerns.</param>
/// <param name="Remarks">The remarks that were made, in the order in which they were made.</param>
public sealed record MeetingView(
    string MeetingId, string Stream, MeetingStatus Status, DateOnly? PlannedOn, DateOnly? HeldOn, DateOnly? ListedOn,
    MeetingKind Kind, string Venue, Organisation HostUnit, Person? Chair, int? Attendance, string? ClusterId,
    IReadOnlyList<CityId> CityIds, IReadOnlyList<string> CampaignIds, IReadOnlyList<RemarksView> Remarks);

/// <summary>Remarks at a meeting.</summary>
public sealed record RemarksView(RemarksKind Kind, Person Person, string? Gist, DateOnly? DeliveredOn);

/// <summary>Which meetings are listed.</summary>
public sealed record MeetingsQuery : PageRequest
{
    /// <summary>How far they are, such as <c>scheduled</c> or <c>held</c>.</summary>
    [OneOf<ReadMeetings.StatusWords>(Name = "MeetingListStatus")]
    public string? Status { get; init; }

    internal override ListFilter Filter => Of(StreamKinds.Meeting) with
    {
        Statuses = Status is null ? null : MeetingStatuses.Words[Status],
    };
}

/// <summary>Read meetings, one or a list of them, the newest first.</summary>
public static class ReadMeetings
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/meetings", List).WithName("ListMeetings").WithTags("Meetings")
            .Answers<Page<MeetingView>>("A page, the newest first", headers: "Link").Refuses(400, 504);
        routes.MapRead("/v1/meetings/{id}", Get).WithName("ReadMeeting")
            .WithTags("Meetings").WithSummary("Read a meeting")
            .Answers<MeetingView>("As it is on record", headers: "ETag").HonoursIfMatch().Refuses(400, 404);
    }

    /// <summary>What a list can be asked for by <c>status</c>.</summary>
    public sealed class StatusWords : IChoices
    {
        public static IEnumerable<string> Of(EventCatalogue catalogue) => MeetingStatuses.Words.Keys;
    }

    private static Task<IResult> Get(
        [PathParameter("Its key")] string id, Asked<KnownAtQuery> asked, HttpContext http, StreamViews views) =>
        views.OneAsync<Meeting, MeetingView>(http, asked, id, View);

    private static Task<IResult> List(Asked<MeetingsQuery> asked, HttpContext http, StreamViews views) =>
        views.ListAsync(http, asked, View);

    internal static MeetingView View(ShownStream shown)
    {
        var (key, stream, meeting) = (shown.Key, shown.Stream, (Meeting)shown.Stream.State!);
        var scheduled = Last<MeetingScheduled>(stream);
        var held = meeting.Status == MeetingStatus.Held ? Last<MeetingHeld>(stream) : null;
        return new(
            key.Id, key.ToString(), meeting.Status, meeting.PlannedOn, held?.OccurredOn,
            MeetingStatuses.DayOf(meeting, stream).Day, held?.Kind ?? scheduled!.Kind, held?.Venue ?? scheduled!.Venue,
            held?.HostUnit ?? scheduled!.HostUnit,
            held?.Chair, held?.Attendance, meeting.ClusterId,
            [.. StreamListings.CitiesOf(stream)], [.. StreamListings.CampaignsOf(stream)],
            [
                .. shown.Occurred.OfType<RemarksDelivered>()
                    .Select(one => new RemarksView(one.Kind, one.Person, one.Gist, one.OccurredOn)),
            ]);
    }

    private static T? Last<T>(StreamSnapshot stream) where T : Activity => stream.Current.OfType<T>().LastOrDefault();
}
