using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>Who may record what.</summary>
public sealed class RightsTests
{
    private static readonly Recorder Administrator = new("root", false, new HashSet<string>(), IsAdministrator: true);

    [Fact]
    public void Who_records_for_a_city_records_what_is_of_that_city_alone()
    {
        Established.When(Gifts.Of(CanTho), by: OfCanTho).Accepted();
        Established.When(Gifts.Of(CanTho, DaNang), by: OfBoth).Accepted();
        Established.When(Gifts.OfAll(), by: Office).Accepted();

        NotAllowed(Established.When(Gifts.Of(CanTho), by: OfDaNang), "not-your-city");
        NotAllowed(Established.When(Gifts.Of(CanTho, DaNang), by: OfCanTho), "not-your-city");
        NotAllowed(Established.When(Gifts.OfAll(), by: OfBoth), "not-your-city");
    }

    [Fact]
    public void What_belongs_to_no_city_takes_the_claim_of_all()
    {
        var concluded = new CampaignConcluded(null).OfAll() with { Scope = Scope.Campaign };

        NotAllowed(Established.When(concluded, EditionStream, OfBoth), "not-your-city");
        Established.When(concluded, EditionStream, Office).Accepted();
    }

    [Fact]
    public void Who_obliges_cities_records_for_each_of_them()
    {
        var issued = new DirectiveIssued(
            Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho, DaNang], null, null).Of(CanTho, DaNang);

        NotAllowed(Established.When(issued, by: OfCanTho), "not-your-city");
        Established.When(issued, by: OfBoth).Accepted();
    }

    [Fact]
    public void What_settles_something_for_all_of_a_stream_takes_the_claim_of_each()
    {
        const string stream = "directive/one";
        var issued = Established.Given(new DirectiveIssued(
            Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho, DaNang], null, null)
            .Of(CanTho, DaNang), stream);
        var amended = new DirectiveAmended(Day("2022-12-31"), "Lùi hạn", null).Of();

        NotAllowed(issued.When(amended, stream, OfCanTho), "not-your-city");
        issued.When(amended, stream, OfBoth).Accepted();
        issued.When(new DirectiveFulfilled(CanTho, "Báo cáo").Of(CanTho), stream, OfCanTho).Accepted();
        NotAllowed(Established.When(new RegulationAdopted("Quy chế", null, 2022).Of(CanTho), ClusterStream, OfCanTho),
            "not-your-city");
    }

    [Fact]
    public void A_revision_for_one_city_needs_the_claim_of_that_city_and_one_for_all_of_all()
    {
        const string stream = "target/one";
        var set = Established.Given(new TargetSet(
            null, "x", TargetOperator.Equal, 1, TargetUnit.Count, null, Day("2022-12-01")).Of(CanTho, DaNang), stream);
        var revised = new TargetRevised(null, "x", TargetOperator.Equal, 2, TargetUnit.Count, null, Day("2022-12-01"));

        NotAllowed(set.When(revised.Of(CanTho), stream, OfCanTho), "not-your-city");
        set.When((revised with { City = CanTho }).Of(CanTho), stream, OfCanTho).Accepted();
        set.When(revised.Of(), stream, OfBoth).Accepted();
    }

    [Fact]
    public void Only_whom_a_stream_concerns_adds_to_it()
    {
        const string stream = "community/one";
        var recorded = Established.Given(Gifts.Of(CanTho), stream);

        NotAllowed(recorded.When(Gifts.Of(DaNang), stream, OfDaNang), "not-your-stream");
        recorded.When(Gifts.Of(DaNang), stream, Office).Accepted();
        recorded.When(Gifts.Of(CanTho), stream, OfCanTho).Accepted();
        // A stream that names no city is the cluster's, to which all may add what is their own.
        var shortfall = new AssessmentRecorded([new("x", "y", Polarity.Shortfall)]).Of(CanTho);
        Established.When(shortfall, EditionStream, OfCanTho).Accepted();
    }

    [Fact]
    public void A_host_is_concerned_by_the_meeting_that_it_hosts()
    {
        const string stream = "meeting/one";
        var held = new MeetingHeld(MeetingKind.Other, "Hội trường", PoliceOf(DaNang), null, null).Of(CanTho, DaNang);
        var remarks = new RemarksDelivered(Officer, RemarksKind.Other, null).Of(DaNang);

        Established.Given(held, stream).When(remarks, stream, OfDaNang).Accepted();
    }

    [Fact]
    public void Whoever_corrects_an_entry_records_for_whom_it_concerns_before_and_after()
    {
        const string stream = "community/one";
        var recorded = Established.Given(Gifts.Of(CanTho), stream);
        var toDaNang = new EntryCorrected(recorded.Last(stream),
            [new("cityIds", Json("""["can-tho"]"""), Json("""["can-tho","da-nang"]"""))], "Thiếu");

        NotAllowed(recorded.When(toDaNang, stream, OfCanTho), "not-your-city");
        recorded.When(toDaNang, stream, OfBoth).Accepted();
        NotAllowed(recorded.When(new EntryRetracted(recorded.Last(stream), "Nhầm"), stream, OfDaNang), "not-your-city");
        recorded.When(new EntryRetracted(recorded.Last(stream), "Nhầm"), stream, OfCanTho).Accepted();
    }

    [Fact]
    public void Only_an_administrator_erases()
    {
        const string stream = "meeting/one";
        var held = Established.Given(
            new MeetingHeld(MeetingKind.Other, "Hội trường", PoliceOf(CanTho), Officer, null).Of(CanTho), stream);
        var erased = new PersonalFieldsErased(held.Last(stream), "Nghị định 13", "Công an", "Theo yêu cầu", null);

        NotAllowed(held.When(erased, stream, Office), "not-allowed");
        held.When(erased, stream).Accepted();
    }

    [Theory]
    [InlineData("/recorders/can-tho-office", true)]
    [InlineData("/recorders/da-nang-office", false)]
    [InlineData("/cities/can-tho/report", true)]
    [InlineData("/cities/da-nang", false)]
    [InlineData("/deadlines/one", false)]
    [InlineData("/seeds/2022", false)]
    [InlineData("https://example.vn/records/x", true)]
    [InlineData("urn:example:recorders", true)]
    [InlineData("https://example.vn/recorders/x", false)]
    [InlineData("http://h/recorders/da-nang-office", false)]
    [InlineData("HTTP://H:80//Recorders/da-nang-office", false)]
    [InlineData("/Recorders/da-nang-office", false)]
    [InlineData("//recorders/da-nang-office", false)]
    [InlineData("/x/../recorders/da-nang-office", false)]
    [InlineData("/./recorders/./da-nang-office", false)]
    [InlineData("/%72ecorders/da-nang-office", false)]
    [InlineData("/recorders%2Fda-nang-office", false)]
    [InlineData("recorders/da-nang-office", false)]
    [InlineData("cities/da-nang", false)]
    [InlineData("/cities/../cities/da-nang", false)]
    [InlineData("/x/../seeds/2022", false)]
    public void Nobody_sends_under_the_source_of_another(string source, bool may)
    {
        Assert.Equal(may, OfCanTho.MaySendAs(source));
        Assert.True(Administrator.MaySendAs(source));
        var draft = Established.DraftOf(Gifts.Of(CanTho), by: OfCanTho) with { Source = source };
        if (may) Established.When(draft).Accepted();
        else NotAllowed(Established.When(draft), "not-your-source");
    }

    [Fact]
    public void A_name_is_escaped_in_its_source_and_all_cities_are_the_offices()
    {
        Assert.Equal("/recorders/Nguy%E1%BB%85n%20A%2FB", Recorder.SourceOf("Nguyễn A/B"));
        Assert.True(Office.MaySendAs("/cities/da-nang"));
        Assert.False(Administrator.MayRecordFor([CanTho]));
        Assert.False(OfCanTho.MayRecordFor([]));
        Assert.True(Office.MayRecordFor([]));
    }

    private static System.Text.Json.JsonElement Json(string json) => System.Text.Json.JsonElement.Parse(json);

    private static void NotAllowed(Decided decided, string code)
    {
        decided.RejectedWith(code);
        Assert.Equal(RejectionKind.NotAllowed, decided.Rejections[0].Kind);
    }
}
