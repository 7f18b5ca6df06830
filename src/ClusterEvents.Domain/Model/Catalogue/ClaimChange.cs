using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// The claims that an activity adds to its stream and those that it releases. A correction changes the claims of its
/// stream: they are those of the entries that stand, and a stream whose first entry is retracted holds none.
/// </summary>
public sealed record ClaimChange(IReadOnlyList<Claim> Taken, IReadOnlyList<string> Released)
{
    public static ClaimChange Of(Activity activity, StreamKey stream, DecisionContext context)
    {
        var catalogue = context.Catalogue;
        if (activity is not ICorrection) return new([.. catalogue.TypeOf(activity).Claims(activity)], []);
        var before = Held(context[stream], catalogue);
        var after = Held(catalogue.Fold(stream, context[stream], Guid.Empty, activity), catalogue);
        return new([.. after.ExceptBy(before.Select(TextOf), TextOf)],
            [.. before.Select(TextOf).Except(after.Select(TextOf))]);
    }

    /// <summary>The claims that a stream holds by the entries that stand.</summary>
    public static Claim[] Held(StreamSnapshot stream, EventCatalogue catalogue) =>
        !stream.Stands ? []
            : [.. stream.Current.SelectMany(entry => catalogue.TypeOf(entry).Claims(entry)).DistinctBy(TextOf)];

    /// <summary>Whether it adds or releases the claim of a city that was merged into another.</summary>
    public bool ChangesMergers => Taken.Select(TextOf).Concat(Released).Any(Claim.IsOfAbsorbed);

    private static string TextOf(Claim claim) => claim.Text;
}
