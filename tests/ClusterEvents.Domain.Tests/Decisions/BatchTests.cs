using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>Drafts that are decided on together.</summary>
public sealed class BatchTests
{
    private const string Stream = "meeting/one";

    private static readonly Activity Held =
        new MeetingHeld(MeetingKind.Other, "Hội trường", PoliceOf(CanTho), Officer, null).Of(CanTho);

    private static readonly Activity Remarks = new RemarksDelivered(Officer, RemarksKind.Other, null).Of(CanTho);

    [Fact]
    public void Each_draft_of_a_request_sees_the_ones_before_it()
    {
        var decided = Established.When(Draft("1", Held), Draft("2", Remarks));

        Assert.Equal([1, 2], decided.Batch.Accepted.Select(one => one.Version));
        Assert.Equal(2, decided.Accepted()[Stream].Version);
        Assert.Equal([StreamKey.Parse(Stream)], decided.Batch.Changed.Select(one => one.Key));
        Assert.DoesNotContain(decided.Batch.Read, one => one.Key == StreamKey.Parse(Stream));
        Assert.Contains(decided.Batch.Read, one => one.Key == StreamKey.Parse(ClusterStream));
    }

    [Fact]
    public void A_request_is_recorded_as_a_whole_or_not_at_all()
    {
        var decided = Established.When(Draft("1", Held), Draft("2", Held));

        Assert.Equal(
            [[], ["meeting-already-held"]], decided.Results.Select(one => one.Rejections.Select(of => of.Code)));
        Assert.All(decided.Results, result => Assert.Null(result.Recorded));
        Assert.Empty(decided.Batch.Accepted);
        Assert.False(decided.Batch.AllAccepted);
        Assert.False(decided.After[Stream].Exists);
        // What another request of the same transaction takes is free again.
        decided.Batch.Decide([Draft("1", Held)]);
        Assert.Single(decided.Batch.Accepted);
        Assert.Equal(2, decided.Batch.Results().Count);
        Assert.NotNull(decided.Batch.Results()[1][0].Recorded);
    }

    [Fact]
    public void A_draft_that_repeats_one_of_its_request_is_recorded_once()
    {
        var decided = Established.When(Draft("1", Held), Draft("1", Held));

        Assert.Single(decided.Batch.Accepted);
        Assert.Equal([false, true], decided.Results.Select(one => one.Recorded!.Duplicate));
        Established.When(Draft("1", Held), Draft("1", Held with { SequenceHint = 1 }))
            .RejectedWith("recorded-with-other-content");
    }

    [Fact]
    public void A_repetition_fills_the_gaps_as_the_first_recording_did()
    {
        var all = Held with { Scope = Scope.Cluster, CityIds = null, CampaignIds = [Edition] };
        var recorded = Established.When(Draft("1", all)).Accepted();

        recorded.When(Draft("1", all with { CityIds = [.. Members.Reverse()] })).Accepted();
        recorded.When(Draft("1", all) with { Stream = null }).Accepted();
        recorded.When(Draft("1", all with { ClusterId = null })).Accepted();
        recorded.When(Draft("1", all with { CityIds = [CanTho] })).RejectedWith("recorded-with-other-content");
        recorded.When(Draft("1", all with { CampaignIds = null })).RejectedWith("recorded-with-other-content");
        recorded.When(Draft("1", all) with { Stream = StreamKey.Parse("meeting/two") })
            .RejectedWith("recorded-with-other-content");
        var of = Established.When(Draft("1", Held with { CityIds = [CanTho, DaNang] })).Accepted();
        of.When(Draft("1", Held with { CityIds = [DaNang, CanTho] })).RejectedWith("recorded-with-other-content");
        of.When(Draft("1", new CommunityActivityHeld("Quà", null).Of(CanTho)))
            .RejectedWith("recorded-with-other-content");
    }

    [Fact]
    public void What_was_erased_is_not_compared_with_what_is_sent_again()
    {
        var recorded = Established.When(Draft("1", Held)).Accepted();
        var erased = recorded.Given(
            new PersonalFieldsErased(recorded.Last(Stream), "Luật", "Công an", "Theo yêu cầu", null), Stream);

        erased.When(Draft("1", Held)).Accepted();
        erased.When(Draft("1", (MeetingHeld)Held with { Chair = Officer with { Name = "Khác" } })).Accepted();
        erased.When(Draft("1", (MeetingHeld)Held with { Chair = Officer with { Unit = "Khác" } }))
            .RejectedWith("recorded-with-other-content");
        erased.When(Draft("1", (MeetingHeld)Held with { Chair = null })).RejectedWith("recorded-with-other-content");
    }

    [Fact]
    public void A_draft_for_a_version_that_is_past_is_refused()
    {
        var recorded = Established.When(Draft("1", Held)).Accepted();
        var remarks = Draft("2", Remarks);

        recorded.When(remarks with { ExpectedVersions = [0] }).RejectedWith("stale-version");
        Assert.Equal(
            RejectionKind.StaleVersion, recorded.When(remarks with { ExpectedVersions = [2] }).Rejections[0].Kind);
        recorded.When(remarks with { ExpectedVersions = [1] }).Accepted();
    }

    [Fact]
    public void What_a_path_names_and_is_not_on_record_is_not_found_and_what_a_body_names_breaks_a_rule()
    {
        var cancelled = Draft("1", new MeetingCancelled("Bão").Of(CanTho));
        var retracted = Established.DraftOf(new EntryRetracted(Guid.Empty, "x"), ClusterStream);

        foreach (var draft in new[] { cancelled, retracted })
        {
            RejectionKind Kind(Draft one) => Assert.Single(Established.When(one).Rejections).Kind;
            Assert.Equal(RejectionKind.RuleBroken, Kind(draft));
            Assert.Equal(RejectionKind.NotFound, Kind(draft with { StreamIsInPath = true }));
        }

        Established.When(retracted).RejectedWith("unknown-activity", "targetEventId");
        Established.When(retracted with { StreamIsInPath = true }).RejectedWith("unknown-activity");
        Established.When(retracted with { Stream = null }).RejectedWith("unknown-activity", "targetEventId");
    }

    [Fact]
    public void Originals_are_kept_in_their_order_and_only_before_anything_else_is_recorded()
    {
        var original = new OriginalRecording(new DateTimeOffset(2022, 7, 29, 3, 0, 0, TimeSpan.Zero), "seed");
        var register = Draft("1", new Domain.Cities.CityRegistered("Huế", "46", null, null)) with { Stream = null };
        var second = Draft("2", new Domain.Cities.CityRegistered("Đà Lạt", "68", null, null)) with { Stream = null };

        var restored = History.Empty.When(register with { Original = original }).Accepted();
        Assert.Equal(original.RecordedAt, restored.Events[0].RecordedAt);
        restored.When(second with { Original = original }).RejectedWith("installation-not-empty");
        Draft SecondAfter(long ticks) =>
            second with { Original = original with { RecordedAt = original.RecordedAt.AddTicks(ticks) } };
        restored.When(SecondAfter(10)).Accepted();
        var both = History.Empty.When(register with { Original = original }, SecondAfter(3)).Accepted();
        Assert.Equal(original.RecordedAt.AddMicroseconds(1), both.Events[1].RecordedAt);
    }

    [Fact]
    public void What_takes_up_more_than_a_leaf_holds_is_refused()
    {
        var item = new AssessmentItem("x", new string('a', 3_000), Polarity.Praise);
        Activity Assessed(int count) => new AssessmentRecorded([.. Enumerable.Repeat(item, count)]).OfAll();

        Established.When(Assessed(22), EditionStream).RejectedWith("invalid-request");
        var large = Established.When(Assessed(20), EditionStream);
        large.Accepted();
        Assert.Single(large.Batch.Remembered);
        var (draft, note) = (Established.DraftOf(Assessed(20), EditionStream), new string('a', 2_000));
        Established.When(draft with { CorrelationId = note }).RejectedWith("invalid-request");
        Established.When(draft with { Extensions = new Dictionary<string, object> { ["note"] = note } })
            .RejectedWith("invalid-request");
    }

    [Fact]
    public void A_stream_that_a_large_entry_begins_is_not_kept_in_memory()
    {
        var large = Established.When(new CommunityActivityHeld("x", null).OfAll() with
        {
            Sources = [.. Enumerable.Repeat(new Source(null, new string('a', 3_000), null, null, null, null), 3)],
        });

        Assert.Single(large.Batch.Changed);
        Assert.Empty(large.Batch.Remembered);
        Assert.Single(Established.When(Draft("1", Held)).Batch.Remembered);
    }

    [Fact]
    public void The_personal_fields_of_what_is_accepted_are_named()
    {
        var held = Established.When(Draft("1", Held));
        Assert.Equal(
            ["/chair/name", "/chair/rank", "/chair/post", "recordedby"], Assert.Single(held.Batch.Accepted).Personal);

        var corrected = held.Accepted().When(new EntryCorrected(held.After.Last(Stream),
            [
                new("chair.rank", Json("\"Đại tá\""), Json("\"Thượng tá\"")),
                new("venue", Json("\"Hội trường\""), Json("\"Sân\"")),
            ],
            "Nhầm"), Stream);

        Assert.Equal(["/reason", "/changes/0/old", "/changes/0/new", "recordedby"],
            Assert.Single(corrected.Batch.Accepted).Personal);
    }

    private static System.Text.Json.JsonElement Json(string json) => System.Text.Json.JsonElement.Parse(json);

    private static Draft Draft(string id, Activity activity) => new(
        StoredEvents.Catalogue.TypeOf(activity), activity, "/batches", id, Recorder.System)
    { Stream = StreamKey.Parse(Stream) };
}
