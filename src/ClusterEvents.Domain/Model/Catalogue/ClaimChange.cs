using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// What an activity takes for its stream, and what it gives back. A correction moves the claims of the entry that it is
/// about: they are those of the entry as it reads, and a retracted entry claims nothing.
/// </summary>
public sealed record ClaimChange(IReadOnlyList<Claim> Taken, IReadOnlyList<string> Released)
{
    public static ClaimChange Of(Activity activity, StreamKey stream, DecisionContext context)
    {
        var after = activity is ICorrection correction && context[stream].Find(correction.TargetEventId) is { } target
            ? Held(correction.Correct(target, context.Catalogue), context.Catalogue) : Of(activity, context.Catalogue);
        var before = activity is ICorrection about && context[stream].Find(about.TargetEventId) is { } entry
            ? Held(entry, context.Catalogue) : [];
        return new([.. after.ExceptBy(before.Select(TextOf), TextOf)],
            [.. before.Select(TextOf).Except(after.Select(TextOf))]);
    }

    /// <summary>What an entry holds as it reads.</summary>
    public static Claim[] Held(EntryState entry, EventCatalogue catalogue) =>
        entry.Retracted ? [] : Of(entry.Activity, catalogue);

    private static Claim[] Of(Activity activity, EventCatalogue catalogue) =>
        [.. catalogue.TypeOf(activity).Claims(activity)];

    private static string TextOf(Claim claim) => claim.Text;
}
