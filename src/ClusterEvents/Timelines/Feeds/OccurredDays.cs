using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// The days on which an activity occurred: one, several, or those of the month, quarter or year that is known.
/// </summary>
/// <param name="Activity">The activity.</param>
/// <param name="First">The first day; null if the date is unknown.</param>
/// <param name="Last">The last day that the date may mean; null if it is unknown.</param>
/// <param name="EndsOn">The recorded last day of an activity that took several; null for one day.</param>
internal sealed record OccurredDays(Activity Activity, DateOnly? First, DateOnly? Last, DateOnly? EndsOn)
{
    public static OccurredDays Of(Activity activity) =>
        activity.OccurredOn is not { } day || activity.Precision == Precision.Unknown
            ? new(activity, null, null, null)
            : new(activity, activity.Earliest() ?? day, activity.Latest() ?? day, activity.EndsOn);

    /// <summary>The date of occurrence for display, with the part of the day and the time.</summary>
    /// <param name="language">The language.</param>
    /// <param name="written">How a day is written, where that is not the form of titles and tables.</param>
    public string In(Language language, Func<DateOnly, string>? written = null)
    {
        if (First is null) return language.In("Không rõ ngày", "Date unknown");
        var until = EndsOn is { } ends ? $"–{Day(ends, language, written)}" : "";
        var time = Activity.LocalTime is { } local ? $"{local:HH':'mm}" : "";
        return string.Join(", ",
            new[] { Rough(language, written) + until, language.NameOf(Activity.DayPart).ToLowerInvariant(), time }
                .Where(known => known.Length > 0));
    }

    /// <summary>The same without the part of the day and the time; empty if it is unknown.</summary>
    public string Rough(Language language, Func<DateOnly, string>? written = null) => First is null ? ""
        : Activity.Precision == Precision.OnOrBefore
            ? language.In("Muộn nhất ", "On or before ") + Date(language, written)
        : Date(language, written);

    /// <summary>The day, or the month, quarter or year, as exactly as it is known; empty if it is unknown.</summary>
    public string Date(Language language, Func<DateOnly, string>? written = null)
    {
        if (First is not { } first || Last is not { } last) return "";
        return Activity.Precision switch
        {
            Precision.Day or Precision.OnOrBefore => Day(first, language, written),
            Precision.Year => $"{first:yyyy}",
            Precision.Month => language.In($"{first:MM'/'yyyy}", $"{first:yyyy'-'MM}"),
            _ => language.In($"Quý {(last.Month + 2) / 3}/{last:yyyy}", $"{last:yyyy}-Q{(last.Month + 2) / 3}"),
        };
    }

    private static string Day(DateOnly day, Language language, Func<DateOnly, string>? written) =>
        written is null ? language.In(day) : written(day);
}
