using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Targets;
using ClusterEvents.Domain.Tests.Directives;
using Xunit;
using static ClusterEvents.Domain.Tests.Directives.DirectiveTests;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>On which days something can have happened, also where its date is known roughly.</summary>
public sealed class OccurrenceDateTests
{
    private const string Meeting = "meeting/one";

    [Fact]
    public void Nothing_follows_on_what_was_not_there_yet()
    {
        var issued = DirectiveTests.Issued("2022-08-31");
        foreach (var early in new[]
        {
            DirectiveTests.Fulfil(CanTho, "2022-07-28"), DirectiveTests.Acknowledge(CanTho, "2022-07-28"),
            new DirectiveProgressReported(CanTho, 1, "x").Of("2022-07-28", CanTho),
            new DirectiveAmended(Day("2022-12-31"), "x", null).OfAll("2022-07-28"),
            new DirectiveRevoked("x", null).OfAll("2022-07-28"),
            DirectiveTests.Fulfil(CanTho, "2022-06-30").Known(Precision.Month),
        })
            issued.When(early, "directive/one").RejectedWith("before-issue", "occurredOn");
        issued.Given(DirectiveTests.Fulfil(CanTho, "2022-07-01").Known(Precision.Month), "directive/one");
        // Neither does a correction move the directive past what followed on it.
        var fulfilled = issued.Given(DirectiveTests.Fulfil(CanTho, "2022-08-01"), "directive/one");
        var issue = fulfilled["directive/one"].Entries[0].ActivityId;
        fulfilled.When(Corrected.Of(issue, "occurredOn", "2022-07-29", "2022-08-02"), "directive/one")
            .RejectedWith("before-issue", "occurredOn");

        var set = Established.Given(Targets.TargetTests.Set(CanTho), "target/one");
        foreach (var early in new Activity[]
        {
            new TargetMet(CanTho, 90), new TargetMissed(CanTho, 1),
            new TargetProgressReported(CanTho, 1, Day("2022-07-28"), null),
        })
            set.When(early.Of("2022-07-28", CanTho), "target/one").RejectedWith("before-set", "occurredOn");

        var held = Established.Given(Hold("2022-07-29"), Meeting);
        Activity Remarks(string day) => new RemarksDelivered(Officer, RemarksKind.Opening, null).Of(day, CanTho);
        held.When(Remarks("2022-07-12"), Meeting).RejectedWith("meeting-not-held");
        held.Given(Remarks("2022-07-29"), Meeting);
        var spoken = held.Given(Remarks("2022-07-30"), Meeting);
        var moved = spoken.When(
            Corrected.Of(held.Last(Meeting), "occurredOn", "2022-07-29", "2022-08-01"), Meeting);
        moved.RejectedWith("meeting-not-held");
        Assert.Equal(spoken.Last(Meeting), ((NamedEntry)moved.Rejections[0].Fault["entry"]!).ActivityId);
    }

    [Theory]
    [InlineData(DayPart.Morning, "23:30", false)]
    [InlineData(DayPart.Morning, "07:30", true)]
    [InlineData(DayPart.Morning, "12:30", true)]
    [InlineData(DayPart.Afternoon, "12:30", true)]
    [InlineData(DayPart.Afternoon, "09:00", false)]
    [InlineData(DayPart.Evening, "12:00", false)]
    [InlineData(DayPart.Evening, "23:30", true)]
    [InlineData(DayPart.Evening, "00:30", true)]
    public void The_time_lies_in_the_part_of_the_day(DayPart part, string time, bool fits)
    {
        var faults = Established.Faults(Gifts.Of(CanTho) with
        {
            DayPart = part,
            LocalTime = TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture),
        });

        Assert.Equal(fits ? [] : [("invalid-request", "localTime")], faults);
    }

    [Theory]
    [InlineData("2022-07-01", Precision.Month, null, true)]
    [InlineData("2022-07-31", Precision.Month, null, true)]
    [InlineData("2022-06-30", Precision.Month, null, false)]
    [InlineData("2022-07-01", Precision.Quarter, null, true)]
    [InlineData("2022-09-30", Precision.Quarter, null, true)]
    [InlineData("2022-06-30", Precision.Quarter, null, false)]
    [InlineData("2022-01-01", Precision.Year, null, true)]
    [InlineData("2021-12-31", Precision.Year, null, false)]
    [InlineData("2022-07-28", Precision.Day, null, false)]
    [InlineData("2022-07-25", Precision.Day, "2022-07-29", true)]
    [InlineData("2022-07-25", Precision.Day, "2022-07-28", false)]
    [InlineData("2022-07-28", Precision.OnOrBefore, null, false)]
    public void A_rough_date_is_refused_only_where_it_was_impossible_on_every_day(
        string day, Precision precision, string? until, bool possible)
    {
        var joined = Established.Given(
            new MemberJoined(PoliceOf(Hue), Hue, Day("2022-07-29"), null).Of("2022-07-01"), ClusterStream);
        var one = Gifts.Of(day, Hue).Known(precision) with { EndsOn = until is null ? null : Day(until) };

        Assert.Equal(possible ? [] : [("city-not-a-member", "cityIds")], joined.Faults(one));
    }

    [Fact]
    public void Several_days_are_whole_and_known()
    {
        Activity Lasting(string from, string until) => Gifts.Of(from, CanTho) with { EndsOn = Day(until) };

        Assert.Empty(Established.Faults(Lasting("2022-07-29", "2022-07-31")));
        Assert.Empty(Established.Faults(Lasting("2022-07-29", "2022-07-29")));
        Assert.Equal([("invalid-request", "endsOn")], Established.Faults(Lasting("2022-07-29", "2022-07-28")));
        Assert.Equal([("invalid-request", "endsOn")], Established.Faults(Lasting("2023-06-29", "2023-07-01")));
        Assert.Equal([("invalid-request", "endsOn")],
            Established.Faults(Lasting("2022-07-29", "2022-07-31").Known(Precision.Month)));
    }

    [Theory]
    [InlineData("2023-12-01", Precision.Year, true)]
    [InlineData("2023-06-30", Precision.Month, true)]
    [InlineData("2023-07-01", Precision.Month, false)]
    [InlineData("2023-07-01", Precision.Quarter, false)]
    [InlineData("2024-01-01", Precision.Year, false)]
    [InlineData("2023-07-01", Precision.OnOrBefore, false)]
    [InlineData("2023-07-01", Precision.Day, false)]
    public void The_year_month_or_quarter_that_has_begun_can_be_named(string day, Precision precision, bool accepted)
    {
        var errors = new ValidationErrors();
        var activity = Plan().OfAll(day).Known(precision);
        EnvelopeValidation.Check(StoredEvents.Catalogue.TypeOf(activity), activity, History.Today, "", errors);

        Assert.Equal(accepted, errors.Count == 0);
    }

    private static Activity Hold(string day) =>
        new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).OfAll(day);
}
