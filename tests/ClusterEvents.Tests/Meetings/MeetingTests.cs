using System.Net;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Meetings;

[Collection<OnOwnStreams>]
public sealed class MeetingTests(EstablishedApp app)
{
    [Fact]
    public async Task A_meeting_goes_from_schedule_over_postponement_to_being_held() =>
        await app.GivenAsync(Samples.MeetingScheduled("whole"), Samples.MeetingPostponed("whole"),
            Samples.MeetingPostponed("whole").With("newPlannedOn", null), Samples.MeetingHeld("whole"),
            Samples.RemarksDelivered("whole"));

    [Fact]
    public async Task A_meeting_is_held_once()
    {
        await app.GivenAsync(Samples.MeetingHeld("once"));

        await app.RefusedAsync(Samples.MeetingHeld("once").With("attendance", 3), "meeting-already-held");
    }

    [Fact]
    public async Task A_held_meeting_is_neither_cancelled_nor_postponed_nor_scheduled()
    {
        await app.GivenAsync(Samples.MeetingHeld("settled"));

        await app.RefusedAsync(Samples.MeetingCancelled("settled") with { Before = [] }, "meeting-held");
        await app.RefusedAsync(Samples.MeetingPostponed("settled") with { Before = [] }, "meeting-not-scheduled");
        await app.RefusedAsync(
            Samples.MeetingScheduled("settled").With("dayPart", "Evening").On("2022-07-30"), "meeting-held");
    }

    [Fact]
    public async Task A_cancelled_meeting_stays_cancelled()
    {
        await app.GivenAsync(Samples.MeetingCancelled("off"));

        await app.RefusedAsync(Samples.MeetingCancelled("off").With("reason", "Khác"), "meeting-cancelled");
        await app.RefusedAsync(Samples.MeetingPostponed("off"), "meeting-not-scheduled");
        await app.RefusedAsync(Samples.MeetingHeld("off").On("2022-07-30"), "meeting-cancelled");
    }

    [Theory]
    [InlineData("MeetingScheduled")]
    [InlineData("MeetingPostponed")]
    [InlineData("MeetingCancelled")]
    public async Task Remarks_are_made_at_a_meeting_that_was_held(string kind)
    {
        var id = $"not-held-{kind.ToLowerInvariant()}";
        await app.GivenAsync(kind switch
        {
            "MeetingScheduled" => Samples.MeetingScheduled(id),
            "MeetingPostponed" => Samples.MeetingPostponed(id),
            _ => Samples.MeetingCancelled(id),
        });

        await app.RefusedAsync(Samples.RemarksDelivered(id) with { Before = [] }, "meeting-not-held");
    }

    [Fact]
    public async Task A_plan_may_lie_in_the_future_and_its_making_may_not()
    {
        var planned = Samples.MeetingScheduled("next-century").With("plannedOn", "2099-01-01");

        await app.GivenAsync(planned);
        Assert.Equal(["occurredOn"], (await app.PostAsync(planned.Path, planned.On("2099-01-01").Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task A_gist_is_at_most_300_characters()
    {
        var remarks = Samples.RemarksDelivered("gist");

        Assert.Equal(["gist"], (await app.PostAsync(remarks.Route, remarks.With("gist", new string('a', 301)).Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
        await app.GivenAsync(remarks.With("gist", new string('a', 300)));
    }

    [Fact]
    public async Task A_title_never_names_a_person()
    {
        var created = await app.GivenAsync(Samples.RemarksDelivered("named"));

        foreach (var (language, title) in new[]
        {
            ("vi", "Phát biểu khai mạc tại Hội nghị sơ kết ngày 29/07/2022"),
            ("en", "Opening remarks at the Mid-year review conference of 2022-07-29"),
        })
        {
            var shown = (await app.GetAsync(
                $"/v1/activities/{created.Json["activityId"]}", ("Accept-Language", language))).Json;
            Assert.Equal(title, (string)shown["title"]!);
            Assert.Contains("Đại tá Nguyễn Văn A", (string)shown["summary"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_choice_is_refused_with_the_known_ones()
    {
        var held = Samples.MeetingHeld("unkind").With("kind", "Secret");

        var refused = (await app.PostAsync(held.Route, held.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("not-a-choice", refused.CodeAt("kind"));
        Assert.Equal("“Secret” is not one of the choices. Choose one of PactSigning, MidYearReview, YearEndReview, "
            + "Thematic, Other.", (string?)refused.Json["detail"]);
    }
}
