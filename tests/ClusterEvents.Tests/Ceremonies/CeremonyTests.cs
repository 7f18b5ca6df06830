using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Ceremonies;

[Collection<OnOwnStreams>]
public sealed class CeremonyTests(EstablishedApp app)
{
    public static TheoryData<string> Tributes => ["FlowersOffered", "IncenseOffered", "MartyrsCemeteryVisited"];

    [Fact]
    public async Task One_ceremony_holds_several_tributes()
    {
        await app.GivenAsync(
            Samples.FlowersOffered("shared"), Samples.IncenseOffered("shared"),
            Samples.MartyrsCemeteryVisited("shared"),
            Samples.FlowersOffered("shared").With("honouree", "Các Anh hùng liệt sĩ"));

        var kinds = (await app.EventsAsync("subject=ceremony/shared")).Select(one => (string)one["type"]!);

        Assert.Equal(
            [
                "clusterevents.flowers-offered.v2", "clusterevents.incense-offered.v2",
                "clusterevents.martyrs-cemetery-visited.v2", "clusterevents.flowers-offered.v2",
            ],
            kinds);
    }

    [Theory]
    [MemberData(nameof(Tributes))]
    public async Task Participants_are_members(string kind) =>
        await app.RefusedAsync(
            Samples.Of(kind).With("participants", new JsonArray("hai-phong")), "city-not-a-member", "participants");

    [Theory]
    [MemberData(nameof(Tributes))]
    public async Task What_it_relates_to_is_on_record(string kind) =>
        await app.RefusedAsync(
            Samples.Of(kind).With("relatedTo", "meeting/never-held"), "unknown-meeting", "relatedTo");

    [Fact]
    public async Task A_tribute_may_relate_to_another_kind_of_stream() =>
        await app.GivenAsync(
            Samples.FlowersOffered("for-campaign").With("relatedTo", $"campaign/{Scenarios.Campaign}"));
}
