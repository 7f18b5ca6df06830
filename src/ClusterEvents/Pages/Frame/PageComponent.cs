using System.Globalization;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds;
using Microsoft.AspNetCore.Components;

namespace ClusterEvents.Pages.Frame;

/// <summary>The base of every component of a page: texts in the language of the reader.</summary>
public abstract class PageComponent : ComponentBase
{
    private static readonly TimeZoneInfo Vietnam = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    /// <summary>What the page was asked for; every component passes it to its children.</summary>
    [CascadingParameter]
    public PageContext Page { get; set; } = null!;

    protected Language Language => Page.Language;

    /// <summary>A text of the page in both languages.</summary>
    protected MarkupString W(string vietnamese, string english) => Html.Text(Language.In(vietnamese, english));

    /// <summary>The same as plain text, for attributes.</summary>
    protected string A(string vietnamese, string english) => Language.In(vietnamese, english);

    /// <summary>A text of the record.</summary>
    protected static MarkupString T(string? text) => Html.Text(text);

    protected string Number(long number) => Language.Grouped(number);

    /// <summary>A day as 29/07/2022, or 29 Jul 2022 in English.</summary>
    protected string Day(DateOnly day) => Language.In(
        $"{day:dd'/'MM'/'yyyy}", day.ToString("d MMM yyyy", CultureInfo.InvariantCulture));

    /// <summary>The same with the day of the week.</summary>
    protected string LongDay(DateOnly day) => Language == Language.Vietnamese
        ? $"{Weekdays[(int)day.DayOfWeek]}, {day:dd'/'MM'/'yyyy}"
        : day.ToString("dddd, d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant in Vietnam's time.</summary>
    protected string Instant(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Vietnam);
        return $"{Day(DateOnly.FromDateTime(local.Date))} {local:HH':'mm}";
    }

    /// <summary>The part of the day; empty if it is unknown.</summary>
    protected string PartOfDay(Domain.Model.DayPart? part) => Language.NameOf(part);

    private static readonly string[] Weekdays =
        ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
}
