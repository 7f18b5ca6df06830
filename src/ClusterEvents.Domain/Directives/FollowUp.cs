using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Directives;

/// <summary>Rules shared by the events after a directive was issued.</summary>
internal static class FollowUp
{
    /// <summary>The codes of <see cref="ClosedFor"/>.</summary>
    public static readonly string[] CodesForAddressee =
        ["before-issue", "directive-revoked", "directive-not-addressed-to-city", "directive-fulfilled"];

    /// <summary>The codes of <see cref="Closed"/>.</summary>
    public static readonly string[] CodesForWhole = ["directive-revoked", "before-issue", "directive-closed"];

    /// <summary>The rejection if an addressee accepts no such event at that time; null while it is obliged.</summary>
    public static Rejection? ClosedFor(CityId city, Directive? directive, Activity activity) =>
        directive is null ? null
        : BeforeIssue(directive, activity) is { } early ? early
        : directive.Revoked is { } revoked ? Revoked(revoked)
        : directive.Of(city) is not { } addressee
            ? Rejection.Rule(new Fault("directive-not-addressed-to-city",
                ("city", city), ("cities", directive.Addressees.Select(one => one.City).ToArray())), "city")
        : addressee.Status == AddresseeStatus.Fulfilled
            ? Rejection.Rule(
                new Fault("directive-fulfilled", ("city", city), ("day", addressee.Fulfilled?.OccurredOn)), "city")
        : null;

    /// <summary>
    /// The rejection if the directive accepts no such change at that time; null while it obliges someone.
    /// </summary>
    public static Rejection? Closed(Directive? directive, Activity activity) => directive?.Status switch
    {
        DirectiveStatus.Revoked => Revoked(directive.Revoked!),
        { } when BeforeIssue(directive, activity) is { } early => early,
        DirectiveStatus.Closed => Rejection.Rule(new Fault("directive-closed",
            ("entry", new OwnStream()), ("day", directive.Addressees.Max(one => one.Fulfilled?.OccurredOn)))),
        _ => null,
    };

    private static Rejection? BeforeIssue(Directive directive, Activity activity) =>
        IssueDirective.FirstDay(directive.Issued) is { } issued && activity.Latest() < issued
            ? Rejection.Rule(new Fault("before-issue", ("issued", issued), ("day", activity.Latest())), "occurredOn")
            : null;

    private static Rejection Revoked(DirectiveRevoked revoked) => Rejection.Rule(
        new Fault("directive-revoked", ("entry", new OwnStream()), ("day", revoked.OccurredOn)));
}
