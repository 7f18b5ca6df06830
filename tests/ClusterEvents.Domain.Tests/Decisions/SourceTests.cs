using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>A source belongs to whoever used it first, in whatever spelling.</summary>
public sealed class SourceTests
{
    private const string System = "https://documents.example.vn/can-tho";

    private static readonly History Used = Established.When(Draft(Established, System, OfCanTho)).Accepted();

    [Theory]
    [InlineData(System)]
    [InlineData("HTTPS://Documents.Example.VN/can-tho")]
    [InlineData("https://documents.example.vn:443/can-tho")]
    [InlineData("https://documents.example.vn./can-tho")]
    [InlineData("https://documents.example.vn//can-tho")]
    [InlineData("https://documents.example.vn/x/../can-tho")]
    [InlineData("https://documents.example.vn/./can-tho/")]
    [InlineData("https://documents.example.vn/%63an-tho")]
    [InlineData("https://documents.example.vn/c%61n%2Dtho")]
    public void It_is_the_same_source_however_it_is_spelled(string spelling)
    {
        NotAllowed(Used.When(Draft(Used, spelling, OfBoth)));
        Used.When(Draft(Used, spelling, OfCanTho)).Accepted();
    }

    [Theory]
    [InlineData("https://documents.example.vn/can-tho-2")]
    [InlineData("https://documents.example.vn/Can-Tho")]
    [InlineData("https://documents.example.vn:8443/can-tho")]
    [InlineData("https://documents.example.vn/can-tho?year=2022")]
    [InlineData("urn:documents:can-tho")]
    public void Another_source_is_free(string other) => Used.When(Draft(Used, other, OfBoth)).Accepted();

    [Theory]
    [InlineData("/hệ-thống", "/h%E1%BB%87-th%E1%BB%91ng")]
    [InlineData("/hệ-thống", "/h%e1%bb%87-th%e1%bb%91ng")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("URN:isbn:1", "urn:isbn:1")]
    public void Escapes_are_compared_by_what_they_mean(string one, string other) =>
        Assert.Equal(SourceUri.Normalised(other), SourceUri.Normalised(one));

    [Theory]
    [InlineData("/a%2Fb", "/a/b")]
    [InlineData("urn:isbn:1", "urn:isbn:2")]
    public void What_means_another_thing_is_another(string one, string other) =>
        Assert.NotEqual(SourceUri.Normalised(other), SourceUri.Normalised(one));

    [Fact]
    public void A_source_of_any_length_has_a_key_that_an_index_can_hold()
    {
        var longest = SourceUri.KeyOf("/" + new string('ệ', 499))!;

        Assert.True(longest.Length < 1_000);
        Assert.NotEqual(longest, SourceUri.KeyOf("/" + new string('ệ', 498)));
    }

    [Fact]
    public void Within_one_request_the_first_takes_it()
    {
        var (first, second) =
            (Draft(Established, System, OfCanTho), Draft(Established, System, OfBoth) with { Id = "b" });

        NotAllowed(Established.When(first, second));
        Established.When(first).Accepted();
    }

    [Fact]
    public void An_administrator_uses_any_source_and_what_is_restored_stays_its_recorders()
    {
        var administrator = new Recorder("root", true, new HashSet<string>(), IsAdministrator: true);
        Used.When(Draft(Used, System, administrator)).Accepted();

        var restored =
            History.Empty.Given(new Domain.Cities.CityRegistered("can-tho", "92", null, null), "city/can-tho");
        var draft = restored.DraftOf(new Domain.Cities.CityRegistered("da-nang", "48", null, null), "city/da-nang",
            administrator) with
        {
            Source = System,
            Original = new(new DateTimeOffset(2023, 6, 30, 4, 0, 0, TimeSpan.Zero), "can-tho-office"),
        };
        Assert.Equal([new(System, Recorder.OwnerMark("can-tho-office"))], restored.When(draft).Batch.SourcesTaken);
    }

    [Fact]
    public void The_source_of_a_city_is_shared_by_all_who_record_for_it()
    {
        var sent = Established.When(Draft(Established, "/cities/can-tho", OfCanTho)).Accepted();
        sent.When(Draft(sent, "/cities/can-tho", OfBoth)).Accepted();
    }

    [Fact]
    public void Nobody_learns_by_repeating_what_others_recorded_under_a_source_that_is_shared()
    {
        var secret = Established.DraftOf(
            new CommunityActivityHeld("Tặng quà", null).Of(CanTho, DaNang), by: OfBoth) with
        { Source = "/cities/can-tho" };
        var recorded = Established.When(secret).Accepted();

        recorded.When(secret with { By = OfCanTho }).RejectedWith("not-your-city");
        Established.When(secret with { By = OfCanTho }).RejectedWith("not-your-city");
        Assert.True(recorded.When(secret).Results[0].Recorded!.Duplicate);
    }

    private static Draft Draft(History history, string source, Recorder by) =>
        history.DraftOf(new CommunityActivityHeld("Tặng quà", null).Of(CanTho), by: by) with { Source = source };

    private static void NotAllowed(Decided decided)
    {
        Assert.Equal(["not-your-source"], decided.Rejections.Select(one => one.Code));
        Assert.Equal(RejectionKind.NotAllowed, decided.Rejections[0].Kind);
    }
}
