using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Evaluations;

public sealed class EvaluationTests
{
    private const string Stream = "evaluation/one";

    [Theory]
    [InlineData("-0.1", "100", false)]
    [InlineData("0", "100", true)]
    [InlineData("100", "100", true)]
    [InlineData("100.5", "100", false)]
    public void Points_lie_from_zero_to_the_maximum(string points, string max, bool within)
    {
        var (got, most) = (DecimalText.Parse(points)!.Value, DecimalText.Parse(max)!.Value);
        foreach (var sheet in new[]
        {
            new ScoreSubmitted(CanTho, 1, got, most).Of(CanTho), new ScoreFinalised(CanTho, 1, got, most).Of(CanTho),
        })
        {
            var decided = Established.When(sheet, Stream);
            if (within) decided.Accepted();
            else decided.RejectedWith("points-out-of-range", "points");
        }
    }

    [Fact]
    public void A_version_of_a_sheet_is_submitted_once_and_none_after_the_score_is_final()
    {
        var submitted = Established.Given(Submit(CanTho, 1), Stream);

        submitted.When(Submit(CanTho, 1), Stream).RejectedWith("sheet-already-submitted", "sheetVersion");
        submitted.Given(Submit(DaNang, 1), Stream);
        var final = submitted.Given(Submit(CanTho, 2), Stream).Given(Finalise(CanTho), Stream);
        final.When(Submit(CanTho, 3) with { OccurredOn = Day("2022-07-30") }, Stream)
            .RejectedWith("score-already-final", "city");
        // Of one day the order of recording decides, unless a part of the day or a hint says otherwise.
        final.When(Submit(CanTho, 3), Stream).RejectedWith("score-already-final", "city");
        final.Given(Submit(CanTho, 3) with { OccurredOn = Day("2022-07-28") }, Stream);
        final.When(Finalise(CanTho), Stream).RejectedWith("score-already-final", "city");
        final.Given(Finalise(DaNang), Stream);
        final.Given(Submit(CanTho, 3), "evaluation/another");
    }

    [Fact]
    public void A_unit_is_nominated_once_for_a_title_whatever_its_case()
    {
        var nominated = Established.Given(new UnitNominated(CanTho, "Cờ thi đua", 5).Of(CanTho), Stream);

        nominated.When(new UnitNominated(CanTho, "CỜ THI ĐUA", null).Of(CanTho), Stream)
            .RejectedWith("already-nominated", "title");
        nominated.Given(new UnitNominated(DaNang, "Cờ thi đua", null).Of(DaNang), Stream)
            .Given(new UnitNominated(CanTho, "Bằng khen", null).Of(CanTho), Stream);
    }

    [Fact]
    public void One_unit_inspects_another()
    {
        var decided = Established.When(new CrossInspectionConducted(CanTho, DaNang).Of(), Stream);

        Assert.Equal([CanTho, DaNang], Assert.Single(decided.Batch.Accepted).Activity.CityIds!);
        Assert.Equal(Id, decided.Accepted().State<Evaluation>(Stream).ClusterId);
        Established.When(new CrossInspectionConducted(CanTho, CanTho).Of(CanTho), Stream)
            .RejectedWith("inspector-is-inspected", "inspected");
    }

    private static Activity Submit(CityId city, int version) => new ScoreSubmitted(city, version, 90, 100).Of(city);

    private static Activity Finalise(CityId city) => new ScoreFinalised(city, 1, 90, 100).Of(city);
}
