using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Entries;

/// <summary>The timeline entry that an event and its corrections make.</summary>
public sealed class TimelineEntryTests
{
    private static readonly DateTimeOffset RecordedAt = new(2022, 8, 1, 2, 3, 4, TimeSpan.Zero);

    [Fact]
    public void What_an_activity_does_not_say_is_empty_and_stands_first()
    {
        var entry = Entry(new CommunityActivityHeld("Tặng quà", null) { Precision = Precision.Unknown });

        Assert.Equal(new SortKey(DateOnly.MinValue, 0, 0, RecordedAt, entry.Key.ActivityId), entry.Key);
        Assert.Equal((DateOnly.MinValue, DateOnly.MinValue), entry.Days);
        Assert.Empty(entry.Timelines);
        Assert.Empty(entry.Cities);
        Assert.Null(entry.TimelineTitle);
        Assert.Equal("[]", entry.Corrections);
        var body = JsonNode.Parse(entry.Body)!;
        foreach (var list in new[] { "cityIds", "campaignIds", "sources" })
            Assert.Equal("[]", body[list]!.ToJsonString());
        Assert.True(body.AsObject().ContainsKey("occurredOn") && body["occurredOn"] is null);
        Assert.True(body.AsObject().ContainsKey("dayPart") && body["dayPart"] is null);
    }

    [Fact]
    public void What_an_activity_says_is_in_its_key_its_body_and_its_timelines()
    {
        var activity = Gifts.Of("2022-07-29", CanTho) with
        {
            GuestCityIds = [Hue],
            CampaignIds = [Edition],
            DayPart = DayPart.Afternoon,
            SequenceHint = 3,
            Precision = Precision.Month,
            Sources = [new("Báo Cần Thơ", "Tặng quà", null, null, null, null)],
        };

        var entry = Entry(activity);

        Assert.Equal(
            new SortKey(Day("2022-07-29"), (short)DayPart.Afternoon, 3, RecordedAt, entry.Key.ActivityId), entry.Key);
        Assert.Equal((Day("2022-07-01"), Day("2022-07-31")), entry.Days);
        Assert.Equal([CanTho, Hue], entry.Cities);
        Assert.Equal(["city/can-tho", "city/hue", EditionStream, ClusterStream],
            entry.Timelines.Select(key => key.ToString()));
        var body = JsonNode.Parse(entry.Body)!;
        Assert.Equal("""["can-tho"]""", body["cityIds"]!.ToJsonString());
        Assert.Equal($"""["{Edition}"]""", body["campaignIds"]!.ToJsonString());
        Assert.Equal("Tặng quà", (string?)body["sources"]![0]!["title"]);
        Assert.Equal("Tặng quà", (string?)body["data"]!["kind"]);
    }

    [Fact]
    public void A_correction_is_when_it_was_learned_and_stands_beside_the_entry()
    {
        const string stream = "community/one";
        var recorded = Established.Given(Gifts.Of(CanTho), stream);
        var corrected = recorded.Given(recorded.Last(stream, "kind", "Tặng quà", "Tặng sách"), stream)
            .Given(new EntryRetracted(recorded.Last(stream), "Nhầm"), stream);

        var (before, after) = Follow(corrected);

        Assert.Equal(recorded.Events[^1].Position, Follow(recorded).After.KnownFrom);
        Assert.Equal(corrected.Events[^2].Position, before!.KnownFrom);
        Assert.Equal((corrected.Events[^1].Position, corrected.Events[^1].RecordedAt),
            (after.KnownFrom, after.LearnedAt));
        Assert.Equal(recorded.Events[^1].RecordedAt, after.Key.RecordedAt);
        Assert.Equal((false, true), (before.Retracted, after.Retracted));
        Assert.Equal(["EntryCorrected", "EntryRetracted"],
            JsonNode.Parse(after.Corrections)!.AsArray().Select(mark => (string)mark!["kind"]!));
        Assert.Contains("Tặng sách", after.Texts);
        Assert.DoesNotContain("Tặng quà", after.Texts);
    }

    [Fact]
    public void It_is_worded_in_each_language()
    {
        var entry = Entry(new MemberJoined(PoliceOf(Hue), Hue, Day("2022-01-01"), null).Of(Hue));

        Assert.Equal(entry.Vietnamese, entry.In(Language.Vietnamese));
        Assert.Equal(entry.English, entry.In(Language.English));
        Assert.NotEqual(entry.Vietnamese.Title, entry.English.Title);
    }

    [Fact]
    public void It_is_found_by_its_wording_and_by_every_text_of_its_fields()
    {
        var meeting = new MeetingHeld(MeetingKind.Thematic, "Hội trường", PoliceOf(CanTho), Officer, 120).Of(CanTho);

        var texts = Entry(meeting with { Sources = [new("Báo Cần Thơ", "Giao ban", null, null, null, null)] }).Texts;

        foreach (var text in new[] { "Hội trường", Officer.Name, Officer.Rank, Officer.Unit, "Công an can-tho" })
            Assert.Contains(text!, texts);
        foreach (var language in Enum.GetValues<Language>())
        {
            var worded = HoldMeeting.Type.Describe(meeting, language);
            Assert.Contains(NameReference.Without(worded.Title), texts);
            Assert.Contains(NameReference.Without(worded.Summary), texts);
        }

        // What every activity has, such as sources and campaigns, is no text of its own.
        Assert.DoesNotContain("Báo Cần Thơ", texts);
        Assert.DoesNotContain(Id, texts);
        var assigned = Entry(new LeadershipAssigned(2022, HaNoi, null, LeadershipMode.Elected).OfAll()).Texts;
        Assert.Contains("ha-noi", assigned);
        Assert.Contains("Elected", assigned);
    }

    [Fact]
    public void The_items_of_a_list_are_found_one_by_one()
    {
        var set = Entry(new Domain.Campaigns.PrioritiesSet(["Giữ gìn trật tự", "Chuyển đổi số"], "Kế hoạch").OfAll());

        Assert.Contains("Giữ gìn trật tự", set.Texts);
        Assert.Contains("Chuyển đổi số", set.Texts);
    }

    [Fact]
    public void The_values_of_a_change_are_found_whatever_they_are()
    {
        var corrected = new EntryCorrected(Guid.Empty,
        [
            Corrected.Change("venue", "Sân", "Hội trường"),
            Corrected.Change("chair", null, new { name = "Lê Hoa", rank = "Đại tá" }),
            Corrected.Change("cityIds", new[] { "can-tho", "hue" }, null),
        ], "Ghi nhầm");

        foreach (var text in new[] { "Sân", "Hội trường", "Lê Hoa", "Đại tá", "can-tho", "hue", "Ghi nhầm" })
            Assert.Contains(text, Entry(corrected).Texts);
    }

    private static TimelineEntry Entry(Activity activity)
    {
        var recorded = new StoredActivity(
            new Guid(1, 0, 0, new byte[8]), StreamKey.Parse("community/one"), 1, 7, RecordedAt, "office", activity, []);
        return TimelineEntry.Of(recorded, new(recorded.Id, activity), [], StoredEvents.Catalogue);
    }

    private static (TimelineEntry? Before, TimelineEntry After) Follow(History history)
    {
        var followed = new ActivityHistory(StoredEvents.Catalogue);
        return history.Events.Select(followed.Take).ToArray()[^1]!.Value;
    }
}
