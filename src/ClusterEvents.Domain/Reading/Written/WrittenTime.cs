using System.Globalization;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>Times as people write them: 8:00, 08:30, 8h30, 8 giờ 30; and moments, such as 29/07/2022 09:49.</summary>
public static partial class WrittenTime
{
    /// <summary>Reads a time of the 24-hour clock; adds a fault if it is none.</summary>
    public static TimeOnly? Read(string text, string path, ICollection<WrittenFault> faults)
    {
        if (TimeOf(text) is { } time) return time;
        faults.Add(new(path, "not-a-time", ("value", text.Trim())));
        return null;
    }

    /// <summary>
    /// Reads an instant: with its offset, as a day and a time of Vietnam, or as a day, which stands for its beginning.
    /// </summary>
    public static DateTimeOffset? ReadInstant(string text, string path, ICollection<WrittenFault> faults)
    {
        if (Scalars.Instant(text.Trim()) is { } instant) return instant;
        var (day, time) = Parts().Match(text) is { Success: true } parts && TimeOf(parts.Groups["time"].Value) is { } at
            ? (parts.Groups["day"].Value, at) : (text, TimeOnly.MinValue);
        return WrittenDay.Read(day, path, faults) switch
        {
            null => null,
            // The first day of all begins before the calendar in universal time.
            { Precision: Precision.Day } read when read.Day > DateOnly.MinValue =>
                Clock.Local(Clock.Beginning(read.Day).Add(time.ToTimeSpan())),
            _ => Refuse(text, path, faults),
        };
    }

    private static DateTimeOffset? Refuse(string text, string path, ICollection<WrittenFault> faults)
    {
        faults.Add(new(path, "not-a-date", ("value", text.Trim())));
        return null;
    }

    private static TimeOnly? TimeOf(string text)
    {
        if (Form().Match(text) is not { Success: true } match) return null;
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"] is { Success: true } minutes
            ? int.Parse(minutes.Value, CultureInfo.InvariantCulture) : 0;
        return hour > 23 || minute > 59 ? null : new TimeOnly(hour, minute);
    }

    [GeneratedRegex(@"\A\s*(?<hour>[0-9]{1,2})\s*(?::\s*(?<minute>[0-9]{2})(?::00)?"
        + @"|(?:h|giờ|g)\s*(?:(?<minute>[0-9]{1,2})\s*(?:phút|ph|p|m)?)?)\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A\s*(?<day>\S+)[\s,]+(?:lúc\s+)?(?<time>\S.*)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Parts();
}
