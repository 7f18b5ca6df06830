using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;
using static ClusterEvents.Domain.Tests.Directives.DirectiveTests;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Directives;

/// <summary>A flag stands only while its directive says so, and is taken back with the cause.</summary>
public sealed class OverdueFlagTests
{
    private const string Stream = "directive/one";

    private static readonly StreamKey Key = StreamKey.Parse(Stream);

    [Fact]
    public void A_retracted_directive_takes_its_overdue_flags_with_it_and_brings_them_back()
    {
        var flagged = Flagged();
        var retraction = flagged.When(new EntryRetracted(flagged[Stream].Entries[0].ActivityId, "Ghi nhầm"), Stream);

        Assert.Null(Assert.Single(retraction.Batch.Reminders).At);
        var taken = TakeBack(retraction.Accepted(), 2);
        Assert.Empty(taken[Stream].Current);

        var back = taken.When(new EntryReinstated(taken[Stream].Entries[0].ActivityId, "Không nhầm"), Stream);
        Assert.NotEmpty(back.Batch.Reminders);
        var missing = OverdueDirectives.Drafts(Key, back.Accepted()[Stream], Day("2022-09-05"));
        Assert.Equal(2, OverdueDirectives.Reinstatements(
            Key, back.After[Stream], missing, missing.Select(one => one.ActivityId).ToHashSet()).Count);
    }

    [Fact]
    public void A_city_that_a_correction_removes_from_the_addressees_is_not_overdue()
    {
        var flagged = Flagged();
        var opening = flagged[Stream].Entries[0].ActivityId;
        var corrected = flagged.Given(new EntryCorrected(opening,
            [
                Corrected.Change("addressees", new[] { CanTho, DaNang }, new[] { CanTho }),
                Corrected.Change("cityIds", new[] { CanTho, DaNang }, new[] { CanTho }),
            ], "Ghi nhầm"), Stream);

        var taken = TakeBack(corrected, 1);
        Assert.Equal(CanTho, Assert.Single(taken[Stream].Current.OfType<DirectiveOverdue>()).City);
    }

    public static TheoryData<string, Activity, int> Rough => new()
    {
        { "fulfilled in the month of the due day", Fulfil(CanTho, "2022-08-20").Known(Precision.Month), 1 },
        { "fulfilled on or before a later day", Fulfil(CanTho, "2022-12-20").Known(Precision.OnOrBefore), 1 },
        { "fulfilled in the month after", Fulfil(CanTho, "2022-09-20").Known(Precision.Month), 0 },
        {
            "revoked in the month of the due day",
            new DirectiveRevoked("Thay thế", null).Of("2022-08-20").Known(Precision.Month), 2
        },
        {
            "moved in the year of the due day",
            new DirectiveAmended(Day("2022-12-31"), "Lùi", null).Of("2022-10-20").Known(Precision.Year), 2
        },
    };

    [Theory]
    [MemberData(nameof(Rough))]
    public void What_may_have_happened_in_time_takes_the_flag_back(string because, Activity cause, int flags)
    {
        var decided = Flagged(due: "2022-08-31").When(cause, Stream);

        Assert.True(flags == 0 || decided.Accepted().State<Directive>(Stream).UnfoundedFlags.Length == flags, because);
        TakeBack(decided.Accepted(), flags);
    }

    [Fact]
    public void The_program_takes_back_the_flags_that_did_not_hold_and_names_the_cause()
    {
        var flagged = Issued("2022-08-31");
        foreach (var draft in OverdueDirectives.Drafts(StreamKey.Parse(Stream), flagged[Stream], Day("2022-09-05")))
            flagged = flagged.When(draft).Accepted();
        Assert.All(flagged.State<Directive>(Stream).Addressees, one => Assert.NotNull(one.OverdueAsOf));

        void TakenBack(Activity cause, int count)
        {
            var decided = flagged.When(cause, Stream);
            var known = decided.Accepted();
            Assert.Null(Assert.Single(decided.Batch.Reminders).At);
            var drafts = OverdueDirectives.Withdrawals(StreamKey.Parse(Stream), known[Stream]);
            Assert.Equal(count, drafts.Count);
            Assert.All(drafts, one => Assert.NotNull(one.CausationId));
            var taken = drafts.Aggregate(known, (history, draft) => history.When(draft).Accepted());
            Assert.Empty(OverdueDirectives.Withdrawals(StreamKey.Parse(Stream), taken[Stream]));
            Assert.Equal(2 - count, taken[Stream].Current.OfType<DirectiveOverdue>().Count());
        }

        TakenBack(Fulfil(CanTho, "2022-08-30"), 1);
        TakenBack(Revoke("2022-08-30"), 2);
        TakenBack(Amend("2022-12-31", "2022-08-15"), 2);
        TakenBack(Corrected.Of(
            flagged[Stream].Entries[0].ActivityId, "dueOn", Day("2022-08-31"), Day("2022-10-31")), 2);
        // What came after the due day leaves the flag true.
        foreach (var after in new[]
        {
            Fulfil(CanTho, "2022-09-01"), Amend("2022-12-31", "2022-09-02"), Revoke("2022-09-02"),
        })
            Assert.Empty(OverdueDirectives.Withdrawals(
                StreamKey.Parse(Stream), flagged.Given(after, Stream)[Stream]));
    }

    [Fact]
    public void A_flag_is_about_its_day_whenever_it_was_raised()
    {
        var flagged = Issued("2022-08-31").Given(Overdue(CanTho, "2022-09-01"), Stream);

        var fulfilled = flagged.Given(Fulfil(CanTho, "2022-10-15"), Stream);
        Assert.Empty(fulfilled.State<Directive>(Stream).UnfoundedFlags);
        Assert.True(fulfilled.State<Directive>(Stream).Of(CanTho)!.Late);
        Assert.Single(flagged.Given(Fulfil(CanTho, "2022-08-15"), Stream).State<Directive>(Stream).UnfoundedFlags);
    }

    /// <summary>A directive of both cities whose due day has passed, and which is flagged for both.</summary>
    private static History Flagged(string due = "2022-08-31")
    {
        var issued = Established.Given(IssueToCities(due), Stream);
        return OverdueDirectives.Drafts(Key, issued[Stream], Day("2022-09-05"))
            .Aggregate(issued, (history, draft) => history.When(draft).Accepted());
    }

    /// <summary>The history with the flags taken back that do not hold, of which each names its cause.</summary>
    private static History TakeBack(History history, int count)
    {
        var drafts = OverdueDirectives.Withdrawals(Key, history[Stream]);
        Assert.Equal(count, drafts.Count);
        Assert.All(drafts, draft => Assert.NotNull(draft.CausationId));
        return drafts.Aggregate(history, (one, draft) => one.When(draft).Accepted());
    }

    private static Activity Amend(string due, string day) =>
        new DirectiveAmended(Day(due), "Lùi hạn", null).OfAll(day);

    private static Activity Revoke(string day) => new DirectiveRevoked("Thôi", null).OfAll(day);
}
