using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Clusters;

public sealed class ClusterTests
{
    [Fact]
    public void Governing_body_block_and_number_make_a_cluster_and_its_name_does_not()
    {
        var established = new ClusterEstablished("Bộ Công an", null, 1, "Tên khác")
        {
            OccurredOn = Day("2019-12-31"),
            Scope = Scope.Cluster,
        };

        Established.When(established, "cluster/khac").RejectedWith("cluster-already-established", "number");
        Established.When(established with { GoverningBody = "BỘ CÔNG AN" }, "cluster/khac")
            .RejectedWith("cluster-already-established", "number");
        Established.Given(established with { Number = 2 }, "cluster/khac");
        Established.Given(established with { Block = "Khối I" }, "cluster/khac");
        Established.Given(established with { GoverningBody = "Bộ Quốc phòng" }, "cluster/khac");
        Established.When(established with { Number = 3 }, ClusterStream).RejectedWith("cluster-already-on-record");
    }

    [Theory]
    [InlineData(null, 7, "cluster/cum-7-bca")]
    [InlineData("Khối thành phố", 7, "cluster/cum-7-ktp-bca")]
    public void A_cluster_is_named_after_its_number_block_and_governing_body(string? block, int number, string stream)
    {
        var decided = Established.When(
            new ClusterEstablished("Bộ Công an", block, number, "Cụm") { Scope = Scope.Cluster });

        Assert.Equal(stream, Assert.Single(decided.Batch.Accepted).Stream.ToString());
        Assert.Equal(stream["cluster/".Length..], decided.Accepted().State<Cluster>(stream).ClusterId);
    }

    [Fact]
    public void A_cluster_that_says_its_key_has_it()
    {
        var decided = Established.When(
            new ClusterEstablished("Bộ Công an", null, 7, "Cụm") { Scope = Scope.Cluster, ClusterId = "cum-bay" });

        Assert.Equal("cluster/cum-bay", Assert.Single(decided.Batch.Accepted).Stream.ToString());
    }

    [Fact]
    public void A_lead_is_assigned_once_a_year_and_handed_over_from_then_on()
    {
        var assigned = Established.Given(Assign(2022, CanTho, DaNang), ClusterStream);
        Assert.Equal((CanTho, DaNang), Term(assigned, 2022));
        Assert.Null(Term(assigned, 2023));
        assigned.When(Assign(2022, HaNoi, null), ClusterStream).RejectedWith("leadership-already-assigned", "year");
        assigned.Given(Assign(2023, HaNoi, null), ClusterStream);

        // Within a year the lead of that year hands over; the deputy that leads from then on is no deputy any more.
        var within = assigned.Given(HandOver(CanTho, DaNang, 2022), ClusterStream);
        Assert.Equal((DaNang, null), Term(within, 2022));
        var other = assigned.Given(HandOver(CanTho, HaNoi, 2022), ClusterStream);
        Assert.Equal((HaNoi, DaNang), Term(other, 2022));
    }

    [Fact]
    public void A_city_that_has_left_the_cluster_leads_no_more_until_it_joins_again()
    {
        var left = Established.Given(Assign(2022, DaNang, null), ClusterStream)
            .Given(new MemberLeft(PoliceOf(DaNang), DaNang, Day("2022-07-01"), null).Of("2022-07-01"), ClusterStream);

        Assert.Equal(DaNang, left.Context.LeadOn(Id, Day("2022-06-30")));
        Assert.Null(left.Context.LeadOn(Id, Day("2022-07-01")));
        var again = left.Given(
            new MemberJoined(PoliceOf(DaNang), DaNang, Day("2022-09-01"), null).Of("2022-09-01"), ClusterStream);
        Assert.Equal(DaNang, again.Context.LeadOn(Id, Day("2022-09-01")));
    }

    [Fact]
    public void At_the_turn_of_a_year_the_lead_of_the_old_year_hands_over_and_the_new_one_may_still_be_assigned()
    {
        var next = Established.Given(Assign(2022, CanTho, null), ClusterStream)
            .Given(HandOver(CanTho, DaNang, 2023), ClusterStream);

        Assert.Equal((DaNang, null), Term(next, 2023));
        next.Given(Assign(2023, DaNang, HaNoi), ClusterStream);
        next.Given(HandOver(DaNang, HaNoi, 2023), ClusterStream).Given(HandOver(HaNoi, CanTho, 2024), ClusterStream);
    }

    [Fact]
    public void Nobody_hands_over_what_it_does_not_lead()
    {
        var assigned = Established.Given(Assign(2022, CanTho, DaNang), ClusterStream);

        assigned.When(HandOver(DaNang, HaNoi, 2022), ClusterStream).RejectedWith("no-leadership-to-hand-over", "from");
        assigned.When(HandOver(CanTho, HaNoi, 2024), ClusterStream).RejectedWith("no-leadership-to-hand-over", "from");
        assigned.When(HandOver(CanTho, HaNoi, 2021), ClusterStream).RejectedWith("no-leadership-to-hand-over", "from");
        assigned.When(HandOver(CanTho, CanTho, 2022), ClusterStream).RejectedWith("handover-to-itself", "to");
    }

    [Fact]
    public void Lead_and_deputy_are_two_members()
    {
        Established.When(Assign(2022, CanTho, CanTho), ClusterStream).RejectedWith("lead-is-deputy", "deputy");
        Established.When(Assign(2022, Hue, null), ClusterStream).RejectedWith("city-not-a-member", "lead");
        Established.When(Assign(2022, CanTho, Hue), ClusterStream).RejectedWith("city-not-a-member", "deputy");
        Established.When(Assign(2022, CanTho, Unregistered), ClusterStream).RejectedWith("unknown-city", "deputy");
    }

    [Fact]
    public void An_assignment_that_was_retracted_makes_room_for_another_and_does_not_come_back_beside_it()
    {
        var first = Established.Given(Assign(2022, CanTho, null), ClusterStream);
        var again = first.Given(new EntryRetracted(first.Last(ClusterStream), "Nhầm"), ClusterStream)
            .Given(Assign(2022, DaNang, null), ClusterStream);

        again.When(new EntryReinstated(first.Last(ClusterStream), "Đúng"), ClusterStream)
            .RejectedWith("leadership-already-assigned", "year");
    }

    private static (CityId Lead, CityId? Deputy)? Term(History history, int year) =>
        history.State<Cluster>(ClusterStream).TermOf(year) is { } term ? (term.Lead, term.Deputy) : null;

    private static Activity Assign(int year, CityId lead, CityId? deputy) =>
        new LeadershipAssigned(year, lead, deputy, LeadershipMode.Elected).OfAll("2022-01-10");

    private static Activity HandOver(CityId from, CityId to, int year) =>
        new LeadershipHandedOver(from, to, year).OfAll("2022-12-20");
}
