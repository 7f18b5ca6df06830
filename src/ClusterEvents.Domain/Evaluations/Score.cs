using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Evaluations;

/// <summary>Rules shared by submitting and finalising a score.</summary>
internal static class Score
{
    public static IEnumerable<Rejection> Rejections(CityId city, decimal points, decimal max, Evaluation? evaluation)
    {
        if (points < 0 || points > max)
            yield return Rejection.Rule("points-out-of-range",
                $"{DecimalText.Of(points)} is not from 0 to {DecimalText.Of(max)}. Correct the points or the maximum.",
                "points");
        if (evaluation?.Finalised.Contains(city) == true)
            yield return Rejection.Rule("score-already-final",
                $"The score of `{city}` in this evaluation is already final. Correct that entry if it is wrong.",
                "city");
    }

    public static string Line(CityId city, int version, decimal points, decimal max, Language language) => DisplayFormat.Line(
        NameReference.To(city),
        $"{language.In(points)}/{language.In(max)} {language.In("điểm", "points")}",
        language.In($"Bảng chấm điểm số {version}", $"Sheet {version}"));
}
