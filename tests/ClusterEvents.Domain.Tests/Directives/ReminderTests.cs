using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.Directives.DirectiveTests;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Directives;

/// <summary>When a directive has to be looked at, and what is then recorded.</summary>
public sealed class ReminderTests
{
    private const string Stream = "directive/one";

    private static readonly StreamKey Key = StreamKey.Parse(Stream);

    [Fact]
    public void A_due_day_is_looked_at_when_the_day_after_begins_in_Vietnam()
    {
        var reminder = Assert.Single(Established.When(Issue("2022-08-31"), Stream).Batch.Reminders);

        Assert.Equal((Key, Day("2022-08-31")), (reminder.Stream, reminder.DueOn));
        Assert.Equal(new DateTimeOffset(2022, 8, 31, 17, 0, 0, TimeSpan.Zero), reminder.At);
    }

    [Fact]
    public void Without_a_due_day_or_with_the_last_one_of_the_calendar_there_is_nothing_to_look_at()
    {
        Assert.Empty(Established.When(Issue(null), Stream).Batch.Reminders);
        Assert.Empty(Established.When(Issue("9999-12-31"), Stream).Batch.Reminders);
    }

    [Fact]
    public void Only_what_gives_something_new_to_look_at_reminds()
    {
        var issued = Issued("2022-08-31");
        Assert.Empty(issued.When(Acknowledge(CanTho), Stream).Batch.Reminders);
        Assert.Empty(issued.When(Fulfil(CanTho, "2022-08-20"), Stream).Batch.Reminders);
        Assert.Equal(Day("2022-09-30"), Assert.Single(issued.When(Amend("2022-09-30"), Stream).Batch.Reminders).DueOn);
        Assert.Empty(issued.When(new DirectiveRevoked("Thôi", null).OfAll(), Stream).Batch.Reminders);
    }

    [Fact]
    public void A_city_that_owes_again_is_looked_at_again()
    {
        var fulfilled = Issued("2022-08-31").Given(Fulfil(CanTho, "2022-08-20"), Stream);

        var retracted = fulfilled.When(new EntryRetracted(fulfilled.Last(Stream), "Chưa làm"), Stream);

        Assert.Equal(Day("2022-08-31"), Assert.Single(retracted.Batch.Reminders).DueOn);
    }

    [Fact]
    public void Each_addressee_that_let_the_due_day_go_by_is_recorded_as_overdue_from_the_day_after()
    {
        var history = Established.Given(Issue("2022-08-31") with { CampaignIds = [Edition] }, Stream)
            .Given(Fulfil(DaNang, "2022-08-20"), Stream);

        Assert.Empty(Drafts(history, "2022-08-31"));
        var draft = Assert.Single(Drafts(history, "2022-09-01"));

        Assert.Equal(new DirectiveOverdue(CanTho, Day("2022-09-01")) with
        {
            OccurredOn = Day("2022-09-01"),
            Assertion = Assertion.Inferred,
            ClusterId = Id,
        }, ((DirectiveOverdue)draft.Activity) with { CityIds = null, CampaignIds = null });
        Assert.Equal([CanTho], draft.Activity.CityIds!);
        Assert.Equal([Edition], draft.Activity.CampaignIds!);
        Assert.Equal(("/deadlines/one", "can-tho/2022-08-31", Recorder.System, Key),
            (draft.Source, draft.Id, draft.By, draft.Stream));
        var flagged = history.When(draft).Accepted();
        Assert.Empty(Drafts(flagged, "2022-09-02"));
        // Found on another day, it is the same event, so that it is recognised.
        Assert.Equal(draft.ActivityId, Assert.Single(Drafts(history, "2023-01-01")).ActivityId);
    }

    [Fact]
    public void A_due_day_that_was_set_moved_and_set_again_is_another_deadline_each_time()
    {
        var history = Issued("2022-08-31");
        string[] Ids(History one) => [.. Drafts(one, "2023-01-01").Select(draft => draft.Id)];
        var moved = history.Given(Amend("2022-09-30"), Stream);
        var back = moved.Given(Amend("2022-08-31"), Stream);
        var retracted = back.Given(new EntryRetracted(back.Last(Stream), "Nhầm"), Stream);
        var worded = moved.Given(new DirectiveAmended(null, "Bổ sung", null).OfAll(), Stream);

        Assert.Equal(["can-tho/2022-08-31", "da-nang/2022-08-31"], Ids(history));
        Assert.Equal($"can-tho/2022-09-30/{moved.Last(Stream)}", Ids(moved)[0]);
        Assert.Equal($"can-tho/2022-08-31/{back.Last(Stream)}", Ids(back)[0]);
        Assert.Equal(Ids(moved), Ids(retracted));
        Assert.Equal(Ids(moved), Ids(worded));
    }

    [Fact]
    public void What_is_no_directive_or_has_no_due_day_is_never_overdue()
    {
        Assert.Empty(Drafts(Issued(null), "2023-01-01"));
        Assert.Empty(OverdueDirectives.Drafts(
            StreamKey.Parse(ClusterStream), Established[ClusterStream], Day("2023-01-01")));
    }

    private static Activity Amend(string due) => new DirectiveAmended(Day(due), "Lùi hạn", null).OfAll();

    private static IReadOnlyList<Draft> Drafts(History history, string today) =>
        OverdueDirectives.Drafts(Key, history[Stream], Day(today));
}
