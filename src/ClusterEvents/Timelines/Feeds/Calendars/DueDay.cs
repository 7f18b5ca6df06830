using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Targets;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace ClusterEvents.Timelines.Feeds.Calendars;

/// <summary>
/// The due day of a directive or target, on every timeline that shows the entry which issued or set it. A new due day
/// moves it; a revocation or retraction cancels it.
/// </summary>
/// <param name="Name">What distinguishes it on its stream.</param>
/// <param name="Day">The day.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What is due.</param>
/// <param name="Cancelled">Whether it holds no more.</param>
internal sealed record DueDay(string Name, DateOnly Day, string Title, string Description, bool Cancelled)
{
    private const string Only = "due";

    public static IEnumerable<DueDay> Of(
        CalendarStream stream, FeedEntry opening, StreamKey timeline, EventCatalogue catalogue, Language language) =>
        (opening.Activity, stream.Snapshot.State) switch
        {
            (DirectiveIssued, Directive { DueOn: { } due } directive) =>
                [Of(directive.Issued, due, opening.Summary, directive.Revoked is not null, language)],
            (DirectiveIssued issued, null) when issued.DueOn is { } due =>
                [Of(issued, due, opening.Summary, cancelled: true, language)],
            (TargetSet, Target target) => Of(target, timeline, catalogue, language),
            (TargetSet set, null) => [Of(Only, set.Goal(), opening.Summary, language) with { Cancelled = true }],
            _ => [],
        };

    /// <param name="stream">The stream.</param>
    /// <param name="opening">The entry that issued or set it.</param>
    /// <param name="language">The language of the calendar.</param>
    /// <param name="address">The address of the calendar.</param>
    public RecurringComponent Component(
        CalendarStream stream, FeedEntry opening, Language language, FeedAddress address)
    {
        var component = CalendarDays.Event(Day, Day);
        stream.Identify(component, Name,
            address.AbsoluteAt(PageAddresses.Of(language, stream.Key, opening.ActivityId)));
        component.Summary = Title;
        component.Description = Description;
        component.Categories = [language.In("Hạn", "Due day")];
        component.Status = Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed;
        return component;
    }

    private static DueDay Of(DirectiveIssued issued, DateOnly due, string summary, bool cancelled, Language language)
    {
        var task = DisplayFormat.Shortened(issued.Summary);
        return new(Only, due, language.In($"Hạn chỉ đạo: {task}", $"Directive due: {task}"),
            CalendarDays.Lines(summary, cancelled ? language.In("Đã thu hồi", "Revoked") : null), cancelled);
    }

    /// <summary>
    /// The due day of the timeline's city, or that of all cities. A city with a due day of its own has an event of its
    /// own where all cities are shown.
    /// </summary>
    private static IEnumerable<DueDay> Of(
        Target target, StreamKey timeline, EventCatalogue catalogue, Language language)
    {
        if (timeline.Kind == StreamKinds.City && target.Of(new CityId(timeline.Id)) is { } own)
            return [Of(Only, own.Goal, Told(own.City), language)];
        var all = target.Cities.Select(city => city.Goal.DueOn).Distinct().Count() == 1 ? target.Cities[0].Goal
            : target.Revisions.LastOrDefault(revision => revision.City is null)?.Goal() ?? target.Set.Goal();
        return target.Cities.Where(city => city.Goal.DueOn != all.DueOn)
            .Select(city => Of($"{Only} {city.City}", city.Goal, Told(city.City), language))
            .Prepend(Of(Only, all, Told(null), language));

        string Told(CityId? city)
        {
            var last = target.Revisions.LastOrDefault(revision => revision.City is null || revision.City == city);
            Activity telling = last is null ? target.Set : last;
            // Without the name of the city: the calendar is its own, or that of all cities.
            return NameReference.Without(catalogue.TypeOf(telling).Describe(telling, language).Summary)
                .TrimStart(' ', '·');
        }
    }

    private static DueDay Of(string name, Goal goal, string summary, Language language)
    {
        var metric = DisplayFormat.Shortened(goal.Metric);
        return new(name, goal.DueOn, language.In($"Hạn chỉ tiêu: {metric}", $"Target due: {metric}"), summary, false);
    }
}
