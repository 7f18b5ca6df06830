using System.Globalization;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Pages.Frame;

/// <summary>Days as pages and reports write them; titles and tables of the record have a form of their own.</summary>
internal static class PageDays
{
    private static readonly string[] Weekdays =
        ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

    /// <summary>A day as 29/07/2022, or 29 Jul 2022 in English.</summary>
    public static string Day(this Language language, DateOnly day) =>
        day.ToString(language.In("dd'/'MM'/'yyyy", "d MMM yyyy"), CultureInfo.InvariantCulture);

    /// <summary>The same with the day of the week.</summary>
    public static string LongDay(this Language language, DateOnly day) => language == Language.Vietnamese
        ? $"{Weekdays[(int)day.DayOfWeek]}, {language.Day(day)}"
        : day.ToString("dddd, d MMM yyyy", CultureInfo.InvariantCulture);
}
