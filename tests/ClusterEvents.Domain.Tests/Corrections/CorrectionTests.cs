using System.Text.Json;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Corrections;

public sealed class CorrectionTests
{
    private const string Stream = "meeting/one";

    private static readonly History Held = Established.Given(
        new MeetingHeld(MeetingKind.Other, "Hội trường", Ministry, Officer, null).Of(CanTho), Stream);

    [Theory]
    [InlineData("venue", "\"Hội trường\"", "\"Nhà văn hoá\"", null, null)]
    [InlineData("attendance", null, "120", null, null)]
    [InlineData("chair",
        """{"name":"Vũ Thành Thức","rank":"Đại tá","post":"Phó Giám đốc","unit":"Công an TP Cần Thơ"}""",
        null, null, null)]
    [InlineData("chair.rank", "\"Đại tá\"", "\"Thượng tá\"", null, null)]
    [InlineData("chair.rank", "\"Đại tá\"", null, null, null)]
    [InlineData("occurredOn", "\"2022-07-29\"", "\"2022-07-28\"", null, null)]
    [InlineData("venue", "\"hội trường\"", "\"Sân\"", "old-value-differs", "changes[0].old")]
    [InlineData("venue", null, "\"Sân\"", "old-value-differs", "changes[0].old")]
    [InlineData("venue", "\"Hội trường\"", "\"Hội trường\"", "nothing-changed", "changes[0].new")]
    [InlineData("attendance", null, null, "nothing-changed", "changes[0].new")]
    [InlineData("guestCityIds", null, "[]", "nothing-changed", "changes[0].new")]
    [InlineData("colour", null, "\"x\"", "invalid-request", "changes[0].field")]
    [InlineData("venue.name", null, "\"x\"", "invalid-request", "changes[0].field")]
    [InlineData("chair.", null, "\"x\"", "invalid-request", "changes[0].field")]
    [InlineData("venue", "\"Hội trường\"", null, "invalid-request", "venue")]
    [InlineData("venue", "\"Hội trường\"", "5", "invalid-request", "venue")]
    [InlineData("occurredOn", "\"2022-07-29\"", "\"2023-07-01\"", "invalid-request", "occurredOn")]
    [InlineData("cityIds", "[\"can-tho\"]", "[\"hue\"]", "city-not-a-member", "cityIds")]
    [InlineData("cityIds", "[\"can-tho\"]", "[\"can-tho\",\"da-nang\"]", null, null)]
    [InlineData("cityIds", "[\"can-tho\"]", null, "invalid-request", "cityIds")]
    [InlineData("scope", "\"City\"", "\"Cluster\"", "cities-are-not-the-members", "cityIds")]
    [InlineData("scope", "\"City\"", "\"Campaign\"", "invalid-request", "cityIds")]
    [InlineData("campaignIds", null, "[\"unknown-2022\"]", "unknown-campaign", "campaignIds")]
    [InlineData("campaignIds", null, "[\"vi-an-ninh-to-quoc-2022\"]", null, null)]
    [InlineData("clusterId", "\"cum-1-bca\"", null, "invalid-request", "clusterId")]
    public void A_correction_is_judged_as_the_entry_would_be_that_it_makes(
        string field, string? old, string? @new, string? code, string? at)
    {
        var decided = Held.When(Correct(Held, new Change(field, Json(old), Json(@new))), Stream);

        if (code is not null) decided.RejectedWith(code, at);
        else Assert.True(decided.Accepted()[Stream].Entries[0].Corrected);
    }

    [Fact]
    public void What_says_nothing_has_nothing_inside_to_be_corrected()
    {
        var held = Established.Given(
            new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).Of(CanTho), Stream);

        held.When(Correct(held, new Change("chair.rank", null, Json("\"Đại tá\""))), Stream)
            .RejectedWith("old-value-differs", "changes[0].field");
        held.Given(Correct(held, new Change("chair", null, Json("""{"name":"A"}"""))), Stream);
    }

    [Fact]
    public void One_field_is_not_changed_twice_in_one_correction()
    {
        Change venue = new("venue", null, null), chair = new("chair", null, null), rank = new("chair.rank", null, null);
        string[] Faults(params Change[] changes) =>
            [.. new EntryCorrected(Guid.Empty, changes, "x").Errors().Select(error => error.Field)];

        Assert.Equal(["changes[1].field"], Faults(venue, venue));
        Assert.Equal(["changes[1].field"], Faults(chair, rank));
        Assert.Equal(["changes[1].field"], Faults(rank, chair));
        Assert.Equal(["changes[2].field"], Faults(venue, chair, rank));
        Assert.Empty(Faults(venue, chair));
        Assert.Empty(Faults(new Change("chair.rank", null, null), new Change("chair.post", null, null)));
        Assert.Empty(Faults(new Change("period", null, null), new Change("periodic", null, null)));
    }

    [Fact]
    public void A_correction_stands_where_the_entry_stood_and_stands_now()
    {
        var moved = Held.When(
            Correct(Held, new Change("cityIds", Json("""["can-tho"]"""), Json("""["da-nang"]"""))), Stream);

        var activity = Assert.Single(moved.Batch.Accepted).Activity;
        Assert.Equal([CanTho, DaNang], activity.CityIds!);
        Assert.Equal(History.Today, activity.OccurredOn);
        Assert.Equal([DaNang], moved.Accepted()[Stream].Entries[0].Activity.CityIds!);
    }

    [Fact]
    public void What_follows_on_an_entry_does_not_forbid_to_correct_it()
    {
        const string stream = "directive/one";
        var issued = Established.Given(new DirectiveIssued(
            Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho], Day("2022-08-31"), null).OfAll(), stream);
        var fulfilled = issued.Given(new DirectiveFulfilled(CanTho, "Báo cáo 1").Of("2022-08-01", CanTho), stream);

        var evidence = new Change("evidence", Json("\"Báo cáo 1\""), Json("\"Báo cáo 2\""));
        var corrected = fulfilled.Given(Correct(fulfilled, stream, evidence), stream);

        Assert.Equal("Báo cáo 2", corrected.State<Directive>(stream).Of(CanTho)!.Fulfilled!.Evidence);
    }

    [Fact]
    public void A_corrected_entry_makes_the_claims_that_it_reads()
    {
        var another = Established.Given(Launch("Phong trào khác", 2022, "khac-2022"));
        const string stream = "campaign/khac-2022";
        Activity Rename(History one, string old, string name) =>
            Correct(one, stream, new Change("name", Json($"\"{old}\""), Json($"\"{name}\"")));

        another.When(Rename(another, "Phong trào khác", "Vì an ninh Tổ quốc"), stream)
            .RejectedWith("campaign-already-launched", "name");
        var renamed = another.Given(Rename(another, "Phong trào khác", "Phong trào mới"), stream);
        // The earlier name is free, and the new one is not.
        Activity Again(string name) => Launch(name, 2022, "lai-2022");
        renamed.Given(Again("Phong trào khác"));
        renamed.When(Again("Phong trào mới")).RejectedWith("campaign-already-launched", "name");
    }

    [Fact]
    public void A_drive_does_not_come_back_beside_one_of_its_name()
    {
        var opened = Established.Given(
            new DriveOpened("Đợt 1", Day("2022-07-01"), Day("2022-08-01")).OfAll(), EditionStream);
        var again = opened.Given(new EntryRetracted(opened.Last(EditionStream), "Nhầm"), EditionStream)
            .Given(new DriveOpened("Đợt 1", Day("2022-07-02"), Day("2022-08-01")).OfAll(), EditionStream);

        again.When(new EntryReinstated(opened.Last(EditionStream), "Đúng"), EditionStream)
            .RejectedWith("drive-already-open", "name");
    }

    [Fact]
    public void A_drive_can_be_corrected_while_the_launch_of_its_edition_is_retracted()
    {
        var days = (From: Day("2022-07-01"), To: Day("2022-08-01"));
        var opened = Established.Given(new DriveOpened("Đợt 1", days.From, days.To).OfAll(), EditionStream);
        var closed = opened.Given(new DriveClosed("Đợt 1", days.From, days.To).OfAll(), EditionStream);
        var launched = closed[EditionStream].Entries[0].ActivityId;
        var retracted = closed.Given(new EntryRetracted(launched, "Nhầm"), EditionStream);

        foreach (var entry in new[] { opened.Last(EditionStream), closed.Last(EditionStream) })
        {
            var to = new Change("to", Json("\"2022-08-01\""), Json("\"2022-08-02\""));
            retracted.Given(new EntryCorrected(entry, [to], "Ghi nhầm"), EditionStream);
        }
    }

    [Fact]
    public void Erasure_leaves_a_mark_and_takes_nothing_but_personal_fields()
    {
        var erased = Held.Given(
            new PersonalFieldsErased(Held.Last(Stream), "Luật", "Công an", "Theo yêu cầu", null), Stream);

        var chair = ((MeetingHeld)erased[Stream].Entries[0].Activity).Chair!;
        Assert.Equal(new Person("[erased]", "[erased]", "[erased]", "Công an TP Cần Thơ"), chair);
        var gifts = Established.Given(new CommunityActivityHeld("Quà", null).Of(CanTho), "community/one");
        gifts.When(new PersonalFieldsErased(gifts.Last("community/one"), "Luật", "Công an", "x", null), "community/one")
            .RejectedWith("nothing-personal");
    }

    [Fact]
    public void A_correction_is_about_an_entry_and_never_about_a_correction()
    {
        var retracted = Held.Given(new EntryRetracted(Held.Last(Stream), "Nhầm"), Stream);

        retracted.When(new EntryRetracted(retracted.Last(Stream), "Nhầm"), Stream)
            .RejectedWith("unknown-activity", "targetEventId");
        retracted.When(new EntryRetracted(Held.Last(Stream), "Nhầm"), Stream).RejectedWith("already-retracted");
        Held.When(new EntryReinstated(Held.Last(Stream), "Đúng"), Stream).RejectedWith("not-retracted");
        Held.When(new EntryRetracted(Held.Last(Stream), "Nhầm"), ClusterStream)
            .RejectedWith("unknown-activity", "targetEventId");
    }

    private static EntryCorrected Correct(History history, params Change[] changes) =>
        Correct(history, Stream, changes);

    private static EntryCorrected Correct(History history, string stream, params Change[] changes) =>
        new(history.Last(stream), changes, "Ghi nhầm");

    private static JsonElement? Json(string? json) => json is null ? null : JsonElement.Parse(json);
}
