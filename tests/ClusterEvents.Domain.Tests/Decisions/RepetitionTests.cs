using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>What is answered to a draft that was recorded before.</summary>
public sealed class RepetitionTests
{
    private const string Stream = "meeting/one";

    private static readonly MeetingHeld Held =
        new(MeetingKind.Other, "Hội trường Đống Đa", PoliceOf(CanTho), Officer, null);

    private static readonly Draft Sent = Established.DraftOf(Held.Of(CanTho), Stream);

    private static readonly History Recorded = Established.When(Sent).Accepted();

    [Fact]
    public void A_CloudEvent_is_told_to_be_a_duplicate_and_a_repeated_key_is_answered_as_the_first_time()
    {
        var again = Assert.Single(Recorded.When(Sent).Results);
        var byKey = Assert.Single(Recorded.When(Sent with { HasIdempotencyKey = true }).Results);

        Assert.Equal((true, 1L, Sent.ActivityId),
            (again.Recorded!.Duplicate, again.Recorded.Version, again.Recorded.ActivityId));
        Assert.False(byKey.Recorded!.Duplicate);
        Assert.Equal(Recorded.Events[^1], again.Stored);
    }

    [Fact]
    public void Other_content_is_a_conflict_of_events_and_breaks_the_rule_of_keys()
    {
        var other = Sent with { Activity = Held with { Venue = "Sân" } };

        Recorded.When(other).RejectedWith("recorded-with-other-content");
        var conflict = Recorded.When(other).Rejections[0];
        Assert.Equal((RejectionKind.Conflict, Sent.Id, Sent.Source),
            (conflict.Kind, conflict.Fault["value"], conflict.Fault["source"]));
        Recorded.When(other with { HasIdempotencyKey = true }).RejectedWith("idempotency-key-reused");
        Assert.Equal(RejectionKind.RuleBroken,
            Recorded.When(other with { HasIdempotencyKey = true }).Rejections[0].Kind);
    }

    [Fact]
    public void Letters_on_record_that_look_like_Đ_are_those_that_are_sent_today()
    {
        var stored = Recorded.Events[^1] with
        {
            Activity = ((MeetingHeld)Recorded.Events[^1].Activity) with { Venue = "Hội trường \u00d0ống \u0189a" },
        };

        Assert.Empty(Repetition.Of(Sent, stored).Rejections);
        var other = stored with { Activity = stored.Activity with { EndsOn = Day("2022-07-30") } };
        Assert.NotEmpty(Repetition.Of(Sent, other).Rejections);
    }

    [Fact]
    public void Any_value_is_taken_in_place_of_one_that_was_erased()
    {
        StoredActivity Erased(params string[] places) => Recorded.Events[^1] with
        {
            Activity = ((MeetingHeld)Recorded.Events[^1].Activity) with
            {
                Chair = Officer with { Name = "[erased]" },
            },
            Erased = places,
        };

        Assert.Empty(Repetition.Of(Sent, Erased("/chair/name")).Rejections);
        Assert.Empty(Repetition.Of(Sent, Erased("/chair/name", "recordedby", "/chair/none", "/none/0")).Rejections);
        Assert.NotEmpty(Repetition.Of(Sent, Erased()).Rejections);
        Assert.NotEmpty(Repetition.Of(Sent, Erased("recordedby")).Rejections);
    }

    [Fact]
    public void A_correction_that_is_sent_again_is_recorded_once()
    {
        var correction = Recorded.DraftOf(
            Corrected.Of(Sent.ActivityId, "venue", "Hội trường Đống Đa", "Sân"), Stream);
        var corrected = Recorded.When(correction).Accepted();

        Assert.True(Assert.Single(corrected.When(correction).Results).Recorded!.Duplicate);
        corrected.When(correction with { Activity = ((EntryCorrected)correction.Activity) with { Reason = "Khác" } })
            .RejectedWith("recorded-with-other-content");
        corrected.When(correction with { Activity = correction.Activity with { OccurredOn = Day("2022-07-29") } })
            .RejectedWith("recorded-with-other-content");
    }

    [Fact]
    public void What_was_filled_in_is_the_same_whether_it_is_sent_or_not()
    {
        var first = (MeetingHeld)Recorded.Events[^1].Activity;

        foreach (var same in new[] { first, first with { ClusterId = Id }, first with { CityIds = [CanTho] } })
            Assert.True(Assert.Single(Recorded.When(Sent with { Activity = same }).Results).Recorded!.Duplicate);
        foreach (var other in (Activity[])[
            first with { CityIds = [DaNang] }, first with { ClusterId = "cum-2-bca" },
            first with { CampaignIds = [Edition] }, first with { Scope = Scope.Cluster, CityIds = null }])
            Recorded.When(Sent with { Activity = other }).RejectedWith("recorded-with-other-content");
    }
}
