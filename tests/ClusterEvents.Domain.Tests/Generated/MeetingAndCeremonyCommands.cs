using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Meetings;
using FsCheck;
using FsCheck.Fluent;

namespace ClusterEvents.Domain.Tests.Generated;

internal static class MeetingAndCeremonyCommands
{
    private static readonly string?[] Meetings =
        ["meeting/planned", "meeting/planned", "meeting/held", "meeting/unknown"];

    private static readonly string?[] Ceremonies = [null, "ceremony/tribute", "ceremony/new"];

    private static readonly Gen<string> Honouree = Gen.Elements("Chủ tịch Hồ Chí Minh", "Các Anh hùng liệt sĩ");

    public static readonly KeyValuePair<Type, Gen<Command>>[] All =
    [
        Commands.Of(
            from kind in Values.OneOf<MeetingKind>()
            from planned in Values.Day
            from venue in Values.Text
            from host in Values.Organisation
            select new MeetingScheduled(kind, planned, venue, host), null, null, "meeting/new", "meeting/held"),
        Commands.Of(
            from planned in Values.Maybe(Values.Day)
            from reason in Values.Text
            select new MeetingPostponed(planned, reason), Meetings),
        Commands.Of(from reason in Values.Text select new MeetingCancelled(reason), Meetings),
        Commands.Of(
            from kind in Values.OneOf<MeetingKind>()
            from venue in Values.Text
            from host in Values.Organisation
            from chair in Values.Maybe(Values.Person)
            from attendance in Values.Maybe(Gen.Choose(-1, 2_000))
            select new MeetingHeld(kind, venue, host, chair, attendance), [.. Meetings, null]),
        Commands.Of(
            from person in Values.Person
            from kind in Values.OneOf<RemarksKind>()
            from gist in Values.MaybeText
            select new RemarksDelivered(person, kind, gist), "meeting/held", "meeting/held", "meeting/planned"),
        Commands.Of(
            from honouree in Honouree
            from place in Values.Text
            from cities in Values.Cities
            from related in Values.Meeting
            select new FlowersOffered(honouree, place, cities, related), Ceremonies),
        Commands.Of(
            from honouree in Honouree
            from place in Values.Text
            from cities in Values.Cities
            from related in Values.Meeting
            select new IncenseOffered(honouree, place, cities, related), Ceremonies),
        Commands.Of(
            from honouree in Honouree
            from place in Values.Text
            from cities in Values.Cities
            from related in Values.Meeting
            select new MartyrsCemeteryVisited(honouree, place, cities, related), Ceremonies),
        Commands.Of(
            from kind in Values.Text
            from amount in Values.Maybe(Gen.Elements(0L, 1_500_000L, 9_007_199_254_740_991L, -1L))
            select new CommunityActivityHeld(kind, amount), null, "community/gifts", "community/new"),
    ];
}
