using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using Xunit;

namespace ClusterEvents.Domain.Tests;

/// <summary>
/// Every code with which the domain rejects a recording. Clients act on them, so that a new one, or one that is gone,
/// is a change of the contract.
/// </summary>
internal static class Codes
{
    public static readonly IReadOnlySet<string> All = new HashSet<string>(
        """
        already-a-member already-acknowledged already-disputed already-nominated already-overdue already-retracted
        before-award before-issue before-registration before-set belongs-to-another-cluster campaign-already-launched
        campaign-already-on-record campaign-concluded campaign-retracted ceremony-retracted cities-are-not-the-members
        city-already-merged city-already-on-record city-left-out city-merged city-not-a-member city-not-named
        city-retracted cluster-already-established cluster-already-on-record cluster-retracted
        commendation-already-on-record commendation-retracted commendation-revoked community-retracted concurrent-write
        correction-of-a-correction directive-already-on-record directive-closed directive-fulfilled
        directive-not-addressed-to-city directive-not-due directive-retracted directive-revoked drive-already-open
        drive-not-open drive-outside-edition due-before-issue due-before-set evaluation-retracted
        final-value-contradicts gso-code-taken gso-code-taken-over guests-not-allowed handover-to-itself
        idempotency-key-reused inspector-is-inspected installation-not-empty invalid-request lead-is-deputy
        leadership-already-assigned meeting-already-held meeting-already-scheduled meeting-cancelled meeting-held
        meeting-not-held meeting-not-scheduled meeting-retracted mergers-form-a-circle names-another-stream
        names-the-erased no-leadership-to-hand-over no-members-on-that-day not-allowed not-disputed not-retracted
        not-your-city not-your-source not-your-stream nothing-changed nothing-personal old-value-differs
        period-not-ended points-out-of-range recorded-with-other-content score-already-final sheet-already-submitted
        stale-version successor-is-predecessor target-already-on-record target-met target-missed target-not-due
        target-not-set-for-city target-retracted title-not-in-catalogue unit-differs unknown-activity unknown-campaign
        unknown-ceremony unknown-city unknown-cluster unknown-commendation unknown-community unknown-directive
        unknown-evaluation unknown-meeting unknown-stream unknown-target
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static readonly EventCatalogue Catalogue = StoredEvents.Catalogue;

    /// <summary>Demands that each code of a result is described for events of its type.</summary>
    public static void RequireDescribed(RecordingResult result, ActivityType type) => Assert.All(
        result.Rejections, rejection => Assert.Contains(rejection.Code, DescribedFor(rejection, type)));

    private static IEnumerable<string> DescribedFor(Rejection rejection, ActivityType type) =>
    [
        .. RecordingCodes.Shared(rejection.Kind, Catalogue),
        .. rejection.Kind != RejectionKind.RuleBroken ? []
            : (type.AsksRulesOfTarget ? Catalogue.Types : [type]).SelectMany(one => RecordingCodes.Of(one, Catalogue)),
        .. rejection.Fault.Code.StartsWith("later-entry-", StringComparison.Ordinal)
            ? RecordingCodes.OfOthers(type, Catalogue) : [],
    ];
}
