using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Commendations;

public sealed class CommendationTests
{
    private const string Stream = "commendation/one";

    [Theory]
    [InlineData("government-emulation-flag", "2022-07-01", true)]
    [InlineData("CỜ THI ĐUA CỦA CHÍNH PHỦ", "2022-07-01", true)]
    [InlineData("Cờ thi đua của Chính phủ", "2004-07-01", true)]
    [InlineData("Cờ thi đua của Chính phủ", "2004-06-30", false)]
    [InlineData("GOVERNMENT-EMULATION-FLAG", "2022-07-01", false)]
    [InlineData("Cờ thi đua của Bộ", "2022-07-01", false)]
    public void A_title_is_one_of_the_law_of_the_day_of_the_decision(string title, string day, bool known)
    {
        var decided = Established.When(Award(title, day), Stream);

        if (known) decided.Accepted();
        else decided.RejectedWith("title-not-in-catalogue", "title");
    }

    [Fact]
    public void A_title_that_the_law_lacks_is_refused_with_the_nearest_one()
    {
        var refused = Established.When(Award("Cờ thi đua của Chính phu", "2022-07-01"), Stream);

        Assert.Equal("Cờ thi đua của Chính phủ", Assert.Single(refused.Rejections).Fault["nearest"]);
        Assert.Null(Established.When(Award("Xyz", "2022-07-01"), Stream).Rejections[0].Fault["nearest"]);
    }

    [Fact]
    public void Law_follows_on_law_on_its_first_day()
    {
        Assert.Equal("15/2003/QH11", TitleCatalogue.LawOn(Day("2023-12-31")));
        Assert.NotEqual("15/2003/QH11", TitleCatalogue.LawOn(Day("2024-01-01")));
        Assert.NotNull(TitleCatalogue.LawOn(Day("2024-01-01")));
        Assert.Null(TitleCatalogue.LawOn(Day("2004-06-30")));
        Assert.NotNull(TitleCatalogue.Find("government-emulation-flag", Day("2030-01-01")));
    }

    [Fact]
    public void A_text_stands_for_the_same_code_in_every_edition()
    {
        Assert.Equal(["government-emulation-flag"], TitleCatalogue.Codes("cờ thi đua của chính phủ"));
        Assert.Equal(["government-emulation-flag"], TitleCatalogue.Codes("government-emulation-flag"));
        Assert.Empty(TitleCatalogue.Codes("Cờ thi đua của Bộ"));
    }

    [Fact]
    public void A_decision_is_not_of_a_day_that_has_not_come()
    {
        Established.When(Award("advanced-unit", "2023-07-01"), Stream).RejectedWith("invalid-request", "decisionDate");
        Established.Given(Award("advanced-unit", "2023-06-30"), Stream);
    }

    [Fact]
    public void A_commendation_is_revoked_once_and_stays_on_record()
    {
        var awarded = Established.Given(Award("advanced-unit", "2022-07-01"), Stream);
        Assert.Null(awarded.State<Commendation>(Stream).Revoked);

        var revoked = awarded.Given(Revoke(Stream), Stream);

        Assert.Equal("2/QĐ", revoked.State<Commendation>(Stream).Revoked!.DecisionNumber);
        Assert.Equal("advanced-unit", revoked.State<Commendation>(Stream).Awarded.Title);
        revoked.When(Revoke(Stream), Stream).RejectedWith("commendation-revoked");
        Assert.Contains(
            awarded.When(Revoke("commendation/two"), Stream).Rejections, one => one.Code == "names-another-stream");
    }

    [Fact]
    public void A_revocation_that_was_retracted_does_not_come_back_beside_another()
    {
        var revoked = Established.Given(Award("advanced-unit", "2022-07-01"), Stream).Given(Revoke(Stream), Stream);
        var again = revoked.Given(new EntryRetracted(revoked.Last(Stream), "Nhầm"), Stream)
            .Given(Revoke(Stream), Stream);

        again.When(new EntryReinstated(revoked.Last(Stream), "Đúng"), Stream).RejectedWith("commendation-revoked");
    }

    [Fact]
    public void The_commendation_of_a_city_that_left_is_still_its_own()
    {
        var left = Established.Given(Award("advanced-unit", "2022-07-01"), Stream).Given(new Domain.Clusters.MemberLeft(
            PoliceOf(CanTho), CanTho, Day("2022-08-10"), null).Of("2022-08-10"), ClusterStream);

        left.Given(Revoke(Stream).Of("2022-09-01", CanTho), Stream);
        left.When(Revoke(Stream).Of("2022-09-01", CanTho, Hue), Stream).RejectedWith("city-not-a-member", "cityIds");
    }

    [Fact]
    public void A_commendation_is_not_revoked_before_it_was_awarded()
    {
        var awarded = Established.Given(new CommendationAwarded(
            DaNang, "Cờ thi đua của Chính phủ", "Chính phủ", "1/QĐ", Day("2022-01-30")).Of("2022-02-01"), Stream);
        var revoked = new CommendationRevoked(StreamKey.Parse(Stream), "2/QĐ", "Sai");

        awarded.When(revoked.Of("2022-01-15"), Stream).RejectedWith("before-award", "occurredOn");
        awarded.When(revoked.Of("2022-03-01", CanTho), Stream).RejectedWith("city-left-out", "cityIds");
        Assert.Equal([DaNang], awarded.Given(revoked.Of("2022-03-01"), Stream)[Stream].Entries[^1].Activity.CityIds!);
        // The day of the decision counts where that of the award is unknown.
        var sometime = new CommendationAwarded(
            DaNang, "Cờ thi đua của Chính phủ", "Chính phủ", "1/QĐ", Day("2022-01-30")).Of(DaNang);
        var undated = Established.Given(sometime with { OccurredOn = null, Precision = Precision.Unknown }, Stream);
        undated.When(revoked.Of("2022-01-29"), Stream).RejectedWith("before-award", "occurredOn");
        undated.Given(revoked.Of("2022-01-30"), Stream);
    }

    private static Activity Award(string title, string day) =>
        new CommendationAwarded(CanTho, title, "Chính phủ", "1/QĐ", Day(day)).Of(CanTho);

    private static Activity Revoke(string stream) =>
        new CommendationRevoked(StreamKey.Parse(stream), "2/QĐ", "Sai thẩm quyền").Of(CanTho);
}
