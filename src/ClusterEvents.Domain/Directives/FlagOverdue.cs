using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Directives;

/// <summary>
/// The due day passed without an addressee having fulfilled a directive. It is recorded as an event when it is
/// noticed, so that a replay never reads the clock.
/// </summary>
/// <param name="City">The addressee.</param>
/// <param name="AsOf">The day on which it was overdue, later than the due day.</param>
public sealed record DirectiveOverdue([City(CityRole.Judged)] CityId City, DateOnly AsOf)
    : Activity, IGivesWay, ITakesEffect
{
    // It says how things stood on that day, whenever that was noticed.
    DateOnly? ITakesEffect.EffectiveOn => AsOf;
}

public static class FlagOverdue
{
    public static readonly ActivityType Type = ActivityType.Of<DirectiveOverdue, Directive>(
        nameof(FlagOverdue), "/v1/directives/{id}/overdue", ("Chỉ đạo quá hạn", "Directive overdue"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: [.. FollowUp.CodesForAddressee, "directive-not-due", "already-overdue"]);

    private static IEnumerable<Rejection> Validate(
        DirectiveOverdue overdue, Directive? directive, DecisionContext context)
    {
        if (overdue.AsOf > context.Today)
            yield return Rejection.Malformed("asOf", EnvelopeValidation.InFuture(overdue.AsOf, context.Today));
        if (FollowUp.ClosedFor(overdue.City, directive, overdue) is { } closed) yield return closed;
        else if (directive is not null && (directive.DueOn is not { } due || overdue.AsOf <= due))
            yield return Rejection.Rule("directive-not-due", directive.DueOn is { } day
                ? new Fault("directive-not-due", ("due", day)) : new Fault("directive-never-due"), "asOf");
        else if (directive?.Of(overdue.City)?.OverdueAsOf is { } since)
            yield return Rejection.Rule(new Fault("already-overdue", ("city", overdue.City), ("day", since)), "city");
    }

    private static DisplayText Describe(DirectiveOverdue overdue, Language language) => new(
        language.In("Quá hạn chỉ đạo ", "Directive overdue: ") + NameReference.ToOwnStream(),
        DisplayFormat.Line(
            NameReference.To(overdue.City),
            language.In($"Tính đến {language.In(overdue.AsOf)}", $"As of {language.In(overdue.AsOf)}")));
}
