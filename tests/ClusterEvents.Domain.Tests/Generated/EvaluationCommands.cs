using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Model;
using FsCheck;
using FsCheck.Fluent;

namespace ClusterEvents.Domain.Tests.Generated;

internal static class EvaluationCommands
{
    private static readonly string?[] Evaluations = [null, "evaluation/round", "evaluation/round", "evaluation/new"];

    private static readonly Gen<(CityId City, int Version, decimal Points, decimal Max)> Sheet =
        from city in Values.City
        from version in Gen.Choose(0, 3)
        from points in Values.Number
        from max in Gen.Frequency((3, Gen.Constant(120m)), (1, Values.Number))
        select (city, version, points, max);

    public static readonly KeyValuePair<Type, Gen<Command>>[] All =
    [
        Commands.Of(
            from inspector in Values.City
            from inspected in Values.City
            select new CrossInspectionConducted(inspector, inspected), Evaluations),
        Commands.Of(Sheet.Select(one => new ScoreSubmitted(one.City, one.Version, one.Points, one.Max)), Evaluations),
        Commands.Of(Sheet.Select(one => new ScoreFinalised(one.City, one.Version, one.Points, one.Max)), Evaluations),
        Commands.Of(
            from city in Values.City
            from title in Values.Text
            from votes in Values.Maybe(Gen.Choose(-1, 9))
            select new UnitNominated(city, title, votes), Evaluations),
        Commands.Of(
            from city in Values.City
            from title in Gen.Elements(
                "government-emulation-flag", "CỜ THI ĐUA CỦA CHÍNH PHỦ", "Lao động tiên tiến", "Bằng khen")
            from level in Values.Text
            from day in Values.Day
            select new CommendationAwarded(city, title, level, "2/QĐ", day), null, null, "commendation/new",
            "commendation/awarded"),
        Commands.Of(
            from award in Gen.Frequency(
                (6, Gen.Constant("commendation/awarded")), (1, Gen.Elements("commendation/unknown", "meeting/held")))
            from reason in Values.Text
            select new CommendationRevoked(StreamKey.Parse(award), "3/QĐ", reason), "commendation/awarded"),
    ];
}
