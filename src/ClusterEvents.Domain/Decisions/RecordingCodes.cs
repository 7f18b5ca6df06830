using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The codes with which a recording can be rejected, for descriptions of the interface.</summary>
public static class RecordingCodes
{
    private static readonly string[] Conflicts =
    [
        Rejection.ConcurrentWrite.Code, "installation-not-empty", "recorded-with-other-content",
    ];

    private static readonly string[] Rules =
    [
        "belongs-to-another-cluster", "campaign-concluded", "cities-are-not-the-members", "city-left-out",
        "city-merged", "city-not-a-member", "guests-not-allowed", "idempotency-key-reused", "names-another-stream",
        "no-members-on-that-day", "unknown-activity",
    ];

    /// <summary>The codes that events of every type share.</summary>
    public static IEnumerable<string> Shared(RejectionKind kind, EventCatalogue catalogue) => kind switch
    {
        RejectionKind.Malformed => ["invalid-request"],
        RejectionKind.NotAllowed => ["not-allowed", "not-your-city", "not-your-source", "not-your-stream"],
        RejectionKind.NotFound => ["unknown-activity", .. Unknown(catalogue)],
        RejectionKind.Conflict => Conflicts,
        RejectionKind.StaleVersion => ["stale-version"],
        RejectionKind.RuleBroken => [.. Rules, .. Unknown(catalogue)],
        _ => [],
    };

    /// <summary>
    /// The codes of broken rules that an event of one type has beside the shared ones: of its own rules, and of the
    /// stream that it begins or is added to.
    /// </summary>
    public static IEnumerable<string> Of(ActivityType type, EventCatalogue catalogue) =>
    [
        .. type.RuleCodes,
        .. type switch
        {
            { Effect: not null } => ["correction-of-a-correction"],
            { StreamKind: { } kind, Opens: Opens.Always } => [$"{kind}-already-on-record"],
            { StreamKind: { } kind, Opens: Opens.Never } => [$"{kind}-retracted"],
            { StreamKind: null } => catalogue.Folds.Select(fold => $"{fold.Kind}-retracted"),
            _ => Enumerable.Empty<string>(),
        },
    ];

    /// <summary>
    /// The codes of the rules of other entries on its stream: one of another day may be what could not stand with it.
    /// </summary>
    public static IEnumerable<string> OfOthers(ActivityType type, EventCatalogue catalogue) =>
        type.StreamKind is not { } kind || type.Opens == Opens.Always ? []
            : catalogue.Types.Where(other => other.StreamKind == kind).SelectMany(other => other.RuleCodes)
                .Except(type.RuleCodes);

    private static IEnumerable<string> Unknown(EventCatalogue catalogue) =>
        catalogue.Folds.Select(fold => $"unknown-{fold.Kind}").Append("unknown-stream");
}
