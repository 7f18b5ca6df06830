using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds.Tables;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace ClusterEvents.Timelines.Feeds.Calendars;

/// <summary>
/// A meeting as one event: tentative on the day for which it is planned, confirmed on the day on which it was held,
/// and cancelled on the day for which it was planned last. Postponed until further notice it stays, tentative, on that
/// day as well, and its title says so: an event must have a day, and cancelled it would be taken for settled.
/// </summary>
internal static class MeetingComponent
{
    /// <summary>Whether an entry is told by the event of its meeting, and is no event of its own.</summary>
    public static bool Tells(Activity activity) =>
        activity is MeetingScheduled or MeetingPostponed or MeetingCancelled or MeetingHeld;

    public static bool HasSeveral(CalendarStream stream) =>
        stream.Snapshot.Entries.Count(entry => Tells(entry.Activity)) > 1;

    public static RecurringComponent Of(
        CalendarStream stream, EventCatalogue catalogue, Language language, FeedAddress address)
    {
        var told = stream.Entries(Tells);
        Activity[] entries = [.. told.Select(entry => entry.Activity)];
        var status = (stream.Snapshot.State as Meeting)?.Status;
        var held = entries.OfType<MeetingHeld>().LastOrDefault();
        var planned = entries.Select(ActivityFacts.Planned).OfType<DateOnly>().ToArray();
        var subject = status == MeetingStatus.Held || planned.Length == 0 ? held ?? entries[^1]
            : entries.OfType<MeetingScheduled>().LastOrDefault() ?? entries[^1];
        var days = OccurredDays.Of(subject);
        var component = status == MeetingStatus.Held || planned.Length == 0
            ? CalendarDays.Event(days) ?? (RecurringComponent)new Journal { Status = JournalStatus.Final }
            : CalendarDays.Event(planned[^1], planned[^1]);
        stream.Identify(component, "meeting", address.AbsoluteAt(PageAddresses.Of(
            language, told.Last(entry => ReferenceEquals(entry.Activity, subject)).ActivityId)));
        component.Categories = [language.In("Hội nghị", "Meeting")];
        component.Summary = Title(status, entries, language);
        component.Description = CalendarDays.Lines(
        [
            State(status, entries, planned, days, language),
            status == MeetingStatus.Held ? catalogue.TypeOf(subject).Describe(subject, language).Summary
                : ActivityFacts.Place(subject),
            stream.IsDisputed(Tells) ? language.NameOfDispute() : null,
            .. FeedEntry.SourceLines(entries[^1].Sources, language),
        ]);
        if (component is CalendarEvent @event)
        {
            @event.Location = ActivityFacts.Place(subject);
            @event.Status = status switch
            {
                MeetingStatus.Held => EventStatus.Confirmed,
                MeetingStatus.Scheduled or MeetingStatus.Postponed => EventStatus.Tentative,
                _ => EventStatus.Cancelled,
            };
        }

        return component;
    }

    private static string Title(MeetingStatus? status, IReadOnlyList<Activity> entries, Language language)
    {
        var kind = entries.Select(entry => entry switch
        {
            MeetingHeld held => held.Kind,
            MeetingScheduled scheduled => scheduled.Kind,
            _ => default(MeetingKind?),
        }).LastOrDefault(kind => kind is not null);
        var name = kind is { } known ? language.In(known) : language.In("Hội nghị", "Meeting");
        return status switch
        {
            MeetingStatus.Held => name,
            MeetingStatus.Postponed when IsOpen(entries) => language.In($"Hoãn, chưa có ngày mới: {name}",
                $"Postponed, no new day yet: {name}"),
            MeetingStatus.Scheduled or MeetingStatus.Postponed => language.In($"Dự kiến: {name}", $"Planned: {name}"),
            MeetingStatus.Cancelled => language.In($"Đã hủy: {name}", $"Cancelled: {name}"),
            _ => language.In($"Đã rút lại: {name}", $"Retracted: {name}"),
        };
    }

    /// <summary>What has become of the meeting, in a sentence.</summary>
    private static string State(
        MeetingStatus? status, IReadOnlyList<Activity> entries, DateOnly[] planned, OccurredDays days,
        Language language)
    {
        var first = planned.Length > 0 ? language.In(planned[0]) : "";
        var last = planned.Length > 0 ? language.In(planned[^1]) : "";
        var reason = entries[^1] switch
        {
            MeetingPostponed postponed => postponed.Reason,
            MeetingCancelled cancelled => cancelled.Reason,
            _ => null,
        };
        var state = status switch
        {
            MeetingStatus.Held => days.In(language),
            MeetingStatus.Postponed when IsOpen(entries) => language.In(
                $"Đã hoãn, chưa định ngày mới. Ngày dự kiến trước đó: {last}",
                $"Postponed, no new day is set yet. It was planned for {last}"),
            MeetingStatus.Postponed => language.In(
                $"Đã hoãn từ {first} sang {last}", $"Postponed from {first} to {last}"),
            MeetingStatus.Scheduled => language.In($"Ngày dự kiến: {last}", $"Planned for {last}"),
            MeetingStatus.Cancelled when last.Length > 0 => language.In(
                $"Đã hủy. Ngày dự kiến trước đó: {last}", $"Cancelled. It was planned for {last}"),
            MeetingStatus.Cancelled => language.In("Đã hủy", "Cancelled"),
            _ => language.In("Đã rút lại", "Retracted"),
        };
        return DisplayFormat.Line(state, reason);
    }

    /// <summary>Whether the last postponement set no new day.</summary>
    private static bool IsOpen(IReadOnlyList<Activity> entries) =>
        entries.OfType<MeetingPostponed>().LastOrDefault() is { NewPlannedOn: null };
}
