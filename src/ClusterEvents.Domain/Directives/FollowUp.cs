using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Directives;

/// <summary>Rules shared by the events after a directive was issued.</summary>
internal static class FollowUp
{
    /// <summary>The rejection if an addressee accepts no such event at that time; null while it is obliged.</summary>
    public static Rejection? ClosedFor(CityId city, Directive? directive, Activity activity) =>
        directive is null ? null
        : BeforeIssue(directive, activity) is { } early ? early
        : directive.Revoked is not null ? Revoked
        : directive.Of(city) is not { } addressee
            ? Rejection.Rule("directive-not-addressed-to-city",
                $"The directive is not addressed to `{city}`. It is addressed to "
                + $"{string.Join(", ", directive.Addressees.Select(one => one.City))}.", "city")
        : addressee.Status == AddresseeStatus.Fulfilled
            ? Rejection.Rule("directive-fulfilled",
                $"`{city}` has already fulfilled the directive. Correct or retract that entry if it is wrong.",
                "city")
        : null;

    /// <summary>The rejection if the directive accepts no such change at that time; null while it obliges someone.</summary>
    public static Rejection? Closed(Directive? directive, Activity activity) => directive?.Status switch
    {
        DirectiveStatus.Revoked => Revoked,
        { } when BeforeIssue(directive, activity) is { } early => early,
        DirectiveStatus.Closed => Rejection.Rule("directive-closed",
            "Every addressee has fulfilled the directive, and it is closed. Correct or retract a fulfilment if that is "
            + "wrong, or issue a new directive."),
        _ => null,
    };

    private static Rejection? BeforeIssue(Directive directive, Activity activity) =>
        IssueDirective.FirstDay(directive.Issued) is { } issued && activity.Latest() < issued
            ? Rejection.Rule("before-issue",
                $"The directive was not issued before {issued:yyyy-MM-dd}; nothing about it can have happened on "
                + $"{activity.Latest():yyyy-MM-dd}. Correct the day, or that of the directive.", "occurredOn")
            : null;

    private static Rejection Revoked => Rejection.Rule("directive-revoked",
        "The directive was revoked and no longer obliges anyone. Correct or retract the revocation if it is wrong.");
}
