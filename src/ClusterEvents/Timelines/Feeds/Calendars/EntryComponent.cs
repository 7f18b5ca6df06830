using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds.Tables;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace ClusterEvents.Timelines.Feeds.Calendars;

/// <summary>
/// An entry as an event at its time of its day, or else of the whole of every day that its date may mean. An entry
/// without a date is a journal entry, because an event must have a day.
/// </summary>
internal static class EntryComponent
{
    public static RecurringComponent Of(FeedEntry entry, Language language, FeedAddress address)
    {
        RecurringComponent component = CalendarDays.Event(entry.Days) is { } @event
            ? Event(entry, @event) : Journal(entry);
        component.Uid = entry.ActivityId.ToString();
        component.Sequence = entry.Revision;
        component.Created = CalendarDays.Instant(entry.Stored.RecordedAt);
        component.DtStamp = component.LastModified = CalendarDays.Instant(entry.UpdatedAt);
        component.Summary = entry.Title;
        component.Description = CalendarDays.Lines(
        [
            entry.Days.In(language), entry.Summary, entry.Stored.Disputed ? language.NameOfDispute() : null,
            .. FeedEntry.SourceLines(entry.Stored.Sources, language),
        ]);
        component.Categories = [language.KindName(entry.Kind)];
        component.Url = address.AbsoluteAt(PageAddresses.Of(language, entry.ActivityId));
        return component;
    }

    private static CalendarEvent Event(FeedEntry entry, CalendarEvent component)
    {
        component.Location = ActivityFacts.Place(entry.Activity);
        component.Status = entry.Stored.Retracted ? EventStatus.Cancelled : EventStatus.Confirmed;
        return component;
    }

    private static Journal Journal(FeedEntry entry) => new Journal
    {
        Status = entry.Stored.Retracted ? JournalStatus.Cancelled : JournalStatus.Final,
    };
}
