using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Feeds;
using Microsoft.AspNetCore.Components;

namespace ClusterEvents.Pages.Frame;

/// <summary>The base of every component of a page: texts in the language of the reader.</summary>
public abstract class PageComponent : ComponentBase
{
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

    /// <summary>What the title of a form begins with where something must be corrected; else nothing.</summary>
    protected string Faulty(int faults) =>
        faults == 0 ? "" : A($"Lỗi: {faults} chỗ cần sửa – ", $"Fault: {faults} to correct – ");

    protected string Number(long number) => Language.Grouped(number);

    /// <summary>A day as 29/07/2022, or 29 Jul 2022 in English.</summary>
    protected string Day(DateOnly day) => Language.Day(day);

    /// <summary>The same with the day of the week.</summary>
    protected string LongDay(DateOnly day) => Language.LongDay(day);

    /// <summary>An instant in Vietnam's time.</summary>
    protected string Instant(DateTimeOffset instant)
    {
        var local = Clock.Local(instant);
        return $"{Day(DateOnly.FromDateTime(local.Date))} {local:HH':'mm}";
    }

    /// <summary>The day of an instant in Vietnam.</summary>
    protected string DayOf(DateTimeOffset instant) =>
        Day(DateOnly.FromDateTime(Clock.Local(instant).Date));

    /// <summary>A day as people write it into a field, in either language.</summary>
    protected static string Typed(DateOnly? day) => day is { } one ? $"{one:dd'/'MM'/'yyyy}" : "";

    /// <summary>A number with the decimal sign of the language.</summary>
    protected string Amount(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture)
        .Replace('.', Language == Language.Vietnamese ? ',' : '.');

    /// <summary>The point in time of the page as people write it: a day where a day was asked for.</summary>
    protected string TypedKnownAt => TypedMoment(Page.KnownAt);

    /// <summary>A point in time as people write it.</summary>
    protected static string TypedMoment(string? moment) => IsoDay(moment) is { } day ? Typed(day) : moment ?? "";

    /// <summary>The point in time of the page in words.</summary>
    protected string KnownAtInWords => IsoDay(Page.KnownAt) is { } day
        ? A($"Như đã biết đến hết ngày {Day(day)}", $"As known at the end of {Day(day)}")
        : DateTimeOffset.TryParse(Page.KnownAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            && Page.KnownAt!.Contains('T', StringComparison.Ordinal)
            ? A($"Như đã biết lúc {Instant(instant)}", $"As known on {Instant(instant)}")
            : A($"Như đã biết đến vị trí {Page.KnownAt}", $"As known at position {Page.KnownAt}");

    /// <summary>Today, or the day that a page is read as known on: what comes later cannot be missing.</summary>
    protected DateOnly LastKnownDay => IsoDay(Page.KnownAt) is { } day && day < Page.Today ? day : Page.Today;

    private static DateOnly? IsoDay(string? text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The part of the day; empty if it is unknown.</summary>
    protected string PartOfDay(Domain.Model.DayPart? part) => Language.NameOf(part);
}
