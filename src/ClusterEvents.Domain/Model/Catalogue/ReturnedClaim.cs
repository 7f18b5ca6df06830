using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>What a city claims again after its merger into another one ended, or moved to a later day.</summary>
/// <param name="City">The city.</param>
/// <param name="Claim">What it claims, such as its GSO code.</param>
/// <param name="Until">The day of the merger; null if there is none any more.</param>
public sealed record ReturnedClaim(CityId City, Claim Claim, DateOnly? Until)
{
    /// <summary>Whether nobody holds it, so that the city holds it again.</summary>
    public bool IsFree(DecisionContext context) => !context.Claimed.ContainsKey(Claim.Text);

    /// <summary>The rejection if another city has taken it over, for days on which this one would stand.</summary>
    public Rejection? RejectionIn(DecisionContext context) =>
        context.Claimed.TryGetValue(Claim.Text, out var holder) && holder != City.Stream
            && !(FirstDayOf(holder, context) >= Until)
            ? Rejection.Rule(
                new Fault("gso-code-taken-over", ("city", City), ("holder", new CityId(holder.Id)))) : null;

    private DateOnly? FirstDayOf(StreamKey holder, DecisionContext context) =>
        ClaimChange.Held(context[holder], context.Catalogue).FirstOrDefault(one => one.Text == Claim.Text)?.From;
}
