using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>Rules shared by submitting and finalising a score.</summary>
internal static class Score
{
    /// <summary>The codes of <see cref="Rejections"/>.</summary>
    public static readonly string[] Codes = ["points-out-of-range", "score-already-final"];

    public static IEnumerable<Rejection> Rejections(CityId city, decimal points, decimal max, Evaluation? evaluation)
    {
        if (points < 0 || points > max)
            yield return Rejection.Rule(new Fault("points-out-of-range", ("number", points), ("most", max)), "points");
        if (evaluation?.Finalised.Contains(city) == true)
            yield return Rejection.Rule(new Fault("score-already-final", ("city", city)), "city");
    }

    public static string Line(CityId city, int version, decimal points, decimal max, Language language) =>
        DisplayFormat.Line(
            NameReference.To(city),
            $"{language.In(points)}/{language.In(max)} {language.In("điểm", "points")}",
            language.In($"Bảng chấm điểm số {version}", $"Sheet {version}"));
}
