using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// The claims that an activity adds to its stream and those that it releases. A correction changes the claims of its
/// stream: they are those of the entries that stand, and a stream whose first entry is retracted holds none.
/// </summary>
public sealed record ClaimChange(IReadOnlyList<Claim> Taken, IReadOnlyList<string> Released)
{
    /// <summary>What merged cities claim again, because their merger ends or moves to a later day.</summary>
    public IReadOnlyList<ReturnedClaim> Returned { get; private init; } = [];

    public static ClaimChange Of(Activity activity, StreamKey stream, DecisionContext context)
    {
        var catalogue = context.Catalogue;
        if (activity is not ICorrection) return new([.. catalogue.TypeOf(activity).Claims(activity)], []);
        var corrected = catalogue.Fold(stream, context[stream], Guid.Empty, activity);
        var (before, after) = (Held(context[stream], catalogue), Held(corrected, catalogue));
        return new([.. after.ExceptBy(before.Select(TextOf), TextOf)],
            [.. before.Select(TextOf).Except(after.Select(TextOf))])
        {
            Returned = [.. ReturnedBy(context[stream].State, corrected.State, before, context)],
        };
    }

    /// <summary>
    /// What cities claim that a stream had absorbed, and has no longer, or only from a later day on: another city may
    /// have taken it over since.
    /// </summary>
    private static IEnumerable<ReturnedClaim> ReturnedBy(
        object? before, object? after, IEnumerable<Claim> held, DecisionContext context)
    {
        foreach (var city in held.Select(claim => Claim.AbsorbedIn(claim.Text)).OfType<CityId>())
        {
            var from = (before as IAbsorbsCities)?.AbsorbedOn(city);
            var to = (after as IAbsorbsCities)?.AbsorbedOn(city);
            if (to is { } day && !(day > from)) continue;
            foreach (var claim in Held(context[city.Stream], context.Catalogue))
                if (!Claim.IsOfAbsorbed(claim.Text)) yield return new(city, claim, to);
        }
    }

    /// <summary>The claims that a stream holds by the entries that stand.</summary>
    public static Claim[] Held(StreamSnapshot stream, EventCatalogue catalogue) =>
        !stream.Stands ? []
            : [.. stream.Current.SelectMany(entry => catalogue.TypeOf(entry).Claims(entry)).DistinctBy(TextOf)];

    /// <summary>Whether it adds or releases the claim of a city that was merged into another.</summary>
    public bool ChangesMergers => Taken.Select(TextOf).Concat(Released).Any(Claim.IsOfAbsorbed);

    /// <summary>The texts of all claims that the decision depends on.</summary>
    public IEnumerable<string> Met => Taken.Concat(Returned.Select(one => one.Claim)).Select(TextOf);

    /// <summary>The rejections of an activity that claims what others hold.</summary>
    public IEnumerable<Rejection> Rejections(StreamKey stream, DecisionContext context) =>
        Taken.Where(claim => claim.IsTaken(stream, context)).Select(claim => claim.Taken)
            .Concat(Returned.Select(one => one.RejectionIn(context)).OfType<Rejection>());

    private static string TextOf(Claim claim) => claim.Text;
}
