using System.Buffers;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.Serialization;

namespace ClusterEvents.Timelines.Feeds.Calendars;

/// <summary>Writes a calendar, a component at a time.</summary>
internal sealed class CalendarText(IBufferWriter<byte> output)
{
    private const int LongestLine = 75;

    private const string Ending = "END:VCALENDAR\r\n";

    private readonly CalendarSerializer _calendars = new();

    public void Begin(string title, Guid id)
    {
        var calendar = new Calendar { ProductId = "-//ClusterEvents//Timeline//VI" };
        calendar.AddProperty("UID", id.ToString());
        calendar.AddProperty("NAME", title);
        // The calendar name before RFC 7986.
        calendar.AddProperty("X-WR-CALNAME", title);
        Fold(_calendars.SerializeToString(calendar)!.Replace(Ending, "", StringComparison.Ordinal));
    }

    public void Write(RecurringComponent component) => Fold(component switch
    {
        CalendarEvent @event => new EventSerializer().SerializeToString(@event)!,
        _ => new ComponentSerializer().SerializeToString(component)!,
    });

    /// <param name="empty">Whether nothing was written: a calendar must have a component, so it gets the time zone
    /// of all its days.</param>
    public void End(bool empty)
    {
        if (empty) Fold(new ComponentSerializer().SerializeToString(new VTimeZone("Asia/Ho_Chi_Minh"))!);
        Fold(Ending);
    }

    /// <summary>
    /// Folds lines at 75 octets without splitting characters. The serializer counts UTF-16 code units and splits
    /// characters beyond the first plane, such as most of Chữ Nôm.
    /// </summary>
    private void Fold(string text)
    {
        var octets = 0;
        foreach (var rune in text.Replace("\r\n ", "", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value == '\n') octets = -rune.Utf8SequenceLength;
            // The line break is not counted.
            else if (rune.Value != '\r' && octets + rune.Utf8SequenceLength > LongestLine)
            {
                output.Write("\r\n "u8);
                octets = 1;
            }

            octets += rune.Utf8SequenceLength;
            output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
        }
    }
}
