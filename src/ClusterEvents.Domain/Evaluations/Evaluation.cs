using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>The state of an evaluation: one round of inspections, scores and nominations.</summary>
/// <param name="Submitted">The submitted versions of score sheets.</param>
/// <param name="Finalised">The cities whose score is final.</param>
/// <param name="Nominated">The nominations.</param>
/// <param name="ClusterId">The cluster whose evaluation it is.</param>
public sealed record Evaluation(
    ImmutableArray<SubmittedSheet> Submitted, ImmutableArray<CityId> Finalised, ImmutableArray<Nomination> Nominated,
    string? ClusterId)
    : IStreamState<Evaluation>, IBelongsToCluster
{
    public static string Kind => StreamKinds.Evaluation;

    public static Evaluation? Apply(Evaluation? state, Activity activity)
    {
        var round = state ?? new([], [], [], activity.ClusterId);
        return activity switch
        {
            ScoreSubmitted sheet => round with { Submitted = round.Submitted.Add(new(sheet.City, sheet.SheetVersion)) },
            ScoreFinalised final => round with { Finalised = round.Finalised.Add(final.City) },
            UnitNominated nominated => round with { Nominated = round.Nominated.Add(Nomination.Of(nominated)) },
            _ => round,
        };
    }
}
