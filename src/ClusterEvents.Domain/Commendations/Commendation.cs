using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Commendations;

/// <summary>The state of a commendation: awarded, and possibly revoked.</summary>
/// <param name="Awarded">The award.</param>
/// <param name="Revoked">Its revocation; null if it is in force.</param>
public sealed record Commendation(CommendationAwarded Awarded, CommendationRevoked? Revoked)
    : IStreamState<Commendation>, IBelongsToCluster, IOutlastsMembership, INamed
{
    public static string Kind => StreamKinds.Commendation;

    public string? ClusterId => Awarded.ClusterId;

    public static Commendation? Apply(Commendation? state, Activity activity) => (state, activity) switch
    {
        (_, CommendationAwarded awarded) => new(awarded, null),
        ({ } commendation, CommendationRevoked revoked) => commendation with { Revoked = revoked },
        _ => state,
    };

    public string? NameIn(Language language, string part, DateOnly? day) => Awarded.Title;

    public bool Concerns(CityId city) => Awarded.RecipientUnit == city;
}
