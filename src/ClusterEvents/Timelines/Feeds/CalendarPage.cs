using System.Buffers;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// Writes a page as a calendar (RFC 5545). An entry becomes an all-day event for every day that its date may mean:
/// one, a month or a year. A planned meeting becomes a tentative event on the planned day. An entry without a date
/// becomes a journal entry, because an event must have a day.
/// </summary>
internal static class CalendarPage
{
    private const int LongestLine = 75;

    public static ReadOnlyMemory<byte> Write(TimelinePage page, PageAddress address)
    {
        var calendar = new Calendar { ProductId = "-//ClusterEvents//Timeline//VI" };
        calendar.AddProperty("NAME", page.Title);
        // The calendar name before RFC 7986.
        calendar.AddProperty("X-WR-CALNAME", page.Title);
        if (address.Next is { } next) calendar.Properties.Add(NextPage(address.At(next)));
        foreach (var entry in page.Entries.Select(FeedEntry.Of)) calendar.Children.Add(Component(entry, address));
        // A calendar must have a component; all days here are in this time zone.
        if (calendar.Children.Count == 0) calendar.AddTimeZone("Asia/Ho_Chi_Minh");
        return Folded(new CalendarSerializer().SerializeToString(calendar)!);
    }

    /// <summary>
    /// Folds lines at 75 octets without splitting characters. The serializer counts UTF-16 code units and splits
    /// characters beyond the first plane, such as most of Chữ Nôm.
    /// </summary>
    private static byte[] Folded(string calendar)
    {
        var folded = new ArrayBufferWriter<byte>(calendar.Length * 2);
        var octets = 0;
        foreach (var rune in calendar.Replace("\r\n ", "", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value == '\n') octets = -rune.Utf8SequenceLength;
            // The line break is not counted.
            else if (rune.Value != '\r' && octets + rune.Utf8SequenceLength > LongestLine)
            {
                folded.Write("\r\n "u8);
                octets = 1;
            }

            octets += rune.Utf8SequenceLength;
            folded.Advance(rune.EncodeToUtf8(folded.GetSpan(4)));
        }

        return folded.WrittenSpan.ToArray();
    }

    /// <summary>A link to the next page (RFC 9253), for readers that do not see the HTTP headers.</summary>
    private static CalendarProperty NextPage(Uri next)
    {
        var link = new CalendarProperty("LINK", next.AbsoluteUri);
        link.Parameters.Add(new("LINKREL", "next"));
        link.Parameters.Add(new("VALUE", "URI"));
        return link;
    }

    private static RecurringComponent Component(FeedEntry entry, PageAddress address)
    {
        RecurringComponent component = Days(entry) is var (first, end) ? Event(entry, first, end) : Journal(entry);
        component.Uid = entry.ActivityId.ToString();
        component.DtStamp = component.LastModified = Instant(entry.UpdatedAt);
        component.Created = Instant(entry.RecordedAt);
        component.Sequence = entry.Revision;
        component.Summary = entry.Title;
        component.Description = Description(entry, address.Language);
        component.Categories = [entry.Kind];
        component.Url = address.At($"/v1/activities/{entry.ActivityId}");
        return component;
    }

    private static CalendarEvent Event(FeedEntry entry, DateOnly first, DateOnly? end) => new()
    {
        Start = new(first),
        End = end is { } next ? new(next) : null,
        Location = entry.Place,
        Status = entry.Retracted ? EventStatus.Cancelled
            : entry.PlannedOn is null ? EventStatus.Confirmed : EventStatus.Tentative,
        // The entry records the past and does not block anyone's time.
        Transparency = TransparencyType.Transparent,
    };

    private static Journal Journal(FeedEntry entry) => new()
    {
        Status = entry.Retracted ? JournalStatus.Cancelled : JournalStatus.Final,
    };

    /// <summary>
    /// The first day and the day after the last; the end is null after the last day of the calendar, where an all-day
    /// event without an end means one day.
    /// </summary>
    private static (DateOnly First, DateOnly? End)? Days(FeedEntry entry) => (entry.OccurredOn, entry.Precision) switch
    {
        _ when entry.PlannedOn is { } planned =>
            (planned, planned == DateOnly.MaxValue ? null : planned.AddDays(1)),
        (null, _) or (_, Precision.Unknown) => null,
        ({ } day, Precision.Year) => (new(day.Year, 1, 1), new DateOnly(day.Year, 1, 1).AddYears(1)),
        ({ } day, Precision.Month) => (new(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, 1).AddMonths(1)),
        ({ } day, _) => (day, day.AddDays(1)),
    };

    private static string Description(FeedEntry entry, Language language)
    {
        var sources = entry.Sources
            .Select(source => string.Join(", ", new[] { source.Publisher, source.Title, source.Url, source.Note }
                .Where(part => !string.IsNullOrEmpty(part))))
            .Where(source => source.Length > 0);
        return string.Join('\n', new[] { entry.When(language), entry.Summary }
            .Concat(sources.Select(source => language.In($"Nguồn: {source}", $"Source: {source}")))
            .Where(line => line.Length > 0));
    }

    private static CalDateTime Instant(DateTimeOffset instant) => new(instant.UtcDateTime, CalDateTime.UtcTzId);
}
