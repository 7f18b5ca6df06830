using ClusterEvents.Recording;

namespace ClusterEvents.Directives;

/// <summary>What everything recorded after a directive was issued has in common.</summary>
internal static class FollowUp
{
    /// <summary>Why nothing more is recorded of this addressee; null while it is obliged.</summary>
    public static Refusal? ClosedFor(CityId city, Directive? directive) =>
        directive is null ? null
        : directive.Revoked is not null ? Revoked
        : directive.Of(city) is not { } addressee
            ? Refusal.Rule("directive-not-addressed-to-city",
                $"The directive is not addressed to `{city}`. It is addressed to "
                + $"{string.Join(", ", directive.Addressees.Select(one => one.City))}.", "city")
        : addressee.Status == AddresseeStatus.Fulfilled
            ? Refusal.Rule("directive-fulfilled",
                $"That `{city}` fulfilled the directive is on record. Correct or retract that entry if it is wrong.",
                "city")
        : null;

    /// <summary>Why the directive itself is not changed any more; null while it obliges someone.</summary>
    public static Refusal? Closed(Directive? directive) => directive?.Status switch
    {
        DirectiveStatus.Revoked => Revoked,
        DirectiveStatus.Closed => Refusal.Rule("directive-closed",
            "Every addressee has fulfilled the directive, and it is closed. Correct or retract a fulfilment if that is "
            + "wrong, or issue a new directive."),
        _ => null,
    };

    private static Refusal Revoked => Refusal.Rule("directive-revoked",
        "The directive was revoked and obliges nobody any more. Correct or retract the revocation if it is wrong.");
}
