using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Clusters;

[Collection<OnOwnStreams>]
public sealed class ClusterTests(EstablishedApp app)
{
    [Fact]
    public async Task A_cluster_is_keyed_by_number_block_and_governing_body()
    {
        var cluster = Samples.ClusterEstablished("unused", 40);

        Assert.Equal("cluster/cum-40-kcactp-bca",
            (await app.PostAsync(cluster.Path, cluster.Data)).Expect(HttpStatusCode.Created).Stream);
    }

    [Fact]
    public async Task Governing_body_block_and_number_are_unique_whatever_the_name_and_the_case()
    {
        await app.GivenAsync(Samples.ClusterEstablished("cum-41-bca", 41));

        await app.RefusedAsync(
            Samples.ClusterEstablished("cum-41-khac", 41).With("name", "Tên khác").With("governingBody", "BỘ CÔNG AN"),
            "cluster-already-established", "number");
        await app.GivenAsync(Samples.ClusterEstablished("cum-41-bqp", 41).With("governingBody", "Bộ Quốc phòng"));
    }

    [Fact]
    public async Task The_key_of_a_cluster_is_used_once() =>
        await app.RefusedAsync(Samples.ClusterEstablished("cum-1-bca", 42), "cluster-already-on-record");

    [Fact]
    public async Task The_lead_cannot_be_its_own_deputy() =>
        await app.RefusedAsync(
            Samples.LeadershipAssigned("cum-43-bca", 43).With("deputy", "can-tho"), "lead-is-deputy", "deputy");

    [Theory]
    [InlineData("lead")]
    [InlineData("deputy")]
    public async Task Lead_and_deputy_are_members(string field) =>
        await app.RefusedAsync(Samples.LeadershipAssigned("cum-44-bca", 44)
            .With("cityIds", new JsonArray("can-tho", "da-nang"))
            .With("scope", "City").With(field, "hai-phong"), "city-not-a-member", field);

    [Fact]
    public async Task A_year_has_one_assignment()
    {
        var assigned = Samples.LeadershipAssigned("cum-45-bca", 45);
        await app.GivenAsync(assigned);

        await app.RefusedAsync(
            assigned.With("lead", "da-nang").With("deputy", null), "leadership-already-assigned", "year");
        await app.GivenAsync(assigned.With("year", 2023));
    }

    [Fact]
    public async Task Only_the_lead_can_hand_over()
    {
        var handover = Samples.LeadershipHandedOver("cum-46-bca", 46);
        await app.GivenWhatItNeedsAsync(handover);

        await app.RefusedAsync(
            handover.With("from", "da-nang").With("to", "can-tho"), "no-leadership-to-hand-over", "from");
        await app.RefusedAsync(handover.With("forYear", 2030), "no-leadership-to-hand-over", "from");
        await app.RefusedAsync(handover.With("to", "can-tho"), "handover-to-itself", "to");
    }

    [Fact]
    public async Task A_unit_that_took_over_can_hand_over_in_turn()
    {
        var handover = Samples.LeadershipHandedOver("cum-47-bca", 47);

        await app.GivenAsync(
            handover, handover.With("from", "da-nang").With("to", "can-tho").With("forYear", 2024));
    }
}
