using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// The claims that an activity adds to its stream and those that it releases. A correction changes the claims of its
/// target: they are those of the corrected entry, and a retracted entry holds none.
/// </summary>
public sealed record ClaimChange(IReadOnlyList<Claim> Taken, IReadOnlyList<string> Released)
{
    public static ClaimChange Of(Activity activity, StreamKey stream, DecisionContext context)
    {
        var catalogue = context.Catalogue;
        Claim[] before = [], after;
        if (activity is ICorrection correction && context[stream].Find(correction.TargetEventId) is { } target)
            (before, after) = (Held(target, catalogue), Held(correction.Correct(target, catalogue), catalogue));
        else after = Of(activity, catalogue);
        return new([.. after.ExceptBy(before.Select(TextOf), TextOf)],
            [.. before.Select(TextOf).Except(after.Select(TextOf))]);
    }

    /// <summary>The claims that an entry holds in its present state.</summary>
    public static Claim[] Held(EntryState entry, EventCatalogue catalogue) =>
        entry.Retracted ? [] : Of(entry.Activity, catalogue);

    private static Claim[] Of(Activity activity, EventCatalogue catalogue) =>
        [.. catalogue.TypeOf(activity).Claims(activity)];

    private static string TextOf(Claim claim) => claim.Text;
}
