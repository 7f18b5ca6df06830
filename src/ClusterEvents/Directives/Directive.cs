using System.Collections.Immutable;
using ClusterEvents.Recording;

namespace ClusterEvents.Directives;

/// <summary>What decisions read of a directive.</summary>
/// <param name="IssuedOn">The day it was issued, or the document's where only that is known.</param>
/// <param name="Addressees">The cities that it obliges. One that leaves the cluster stays obliged.</param>
/// <param name="DueOn">The last day to fulfil it; without one it is never overdue.</param>
/// <param name="ClusterId">The cluster whose directive it is.</param>
public sealed record Directive(
    DateOnly? IssuedOn, ImmutableArray<CityId> Addressees, DateOnly? DueOn, string? ClusterId)
    : IStreamState<Directive>, IBelongsToCluster
{
    public static string Kind => StreamKinds.Directive;

    public static Directive? Apply(Directive? state, Activity activity) => activity switch
    {
        DirectiveIssued issued =>
            new(IssueDirective.DayOf(issued), [.. issued.Addressees], issued.DueOn, issued.ClusterId),
        _ => state,
    };
}
