using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Sources;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Reading;

/// <summary>What an envelope may say, whatever is on record. Today is 30 June 2023.</summary>
public sealed class EnvelopeValidationTests
{
    private static readonly Activity Given = Gifts.Of(CanTho);

    [Theory]
    [InlineData("2023-06-30", Precision.Day, true)]
    [InlineData("2023-07-01", Precision.Day, false)]
    [InlineData("2023-06-30", Precision.Month, true)]
    [InlineData("2023-07-01", Precision.Month, false)]
    [InlineData("2023-06-30", Precision.Quarter, true)]
    [InlineData("2023-07-01", Precision.Quarter, false)]
    [InlineData("2023-12-31", Precision.Year, true)]
    [InlineData("2024-01-01", Precision.Year, false)]
    [InlineData("0001-01-02", Precision.Day, true)]
    public void A_day_or_what_it_stands_for_has_begun(string day, Precision precision, bool has) =>
        Expect(Given with { OccurredOn = Day(day), Precision = precision },
            has ? null : ("date-in-future", "occurredOn"));

    [Fact]
    public void The_first_day_of_the_calendar_stands_for_none() =>
        Expect(Given with { OccurredOn = DateOnly.MinValue }, ("no-real-day", "occurredOn"));

    [Fact]
    public void A_day_is_given_or_not_known()
    {
        Expect(Given with { OccurredOn = null }, ("date-not-known", "occurredOn"));
        Expect(Given with { OccurredOn = null, Precision = Precision.Month }, ("date-not-known", "occurredOn"));
        Expect(Given with { OccurredOn = null, Precision = Precision.Unknown }, null);
        Expect(new CityRegistered("Lào Cai", "10", null, null), null);
        Expect(new CityRenamed("Cần Thơ mới", null, Day("2022-01-01"), "Nghị quyết"),
            ("date-not-known", "occurredOn"));
        Expect(new EntryRetracted(Guid.Empty, "Nhầm"), null);
    }

    [Theory]
    [InlineData("2022-07-29", null)]
    [InlineData("2023-06-30", null)]
    [InlineData("2022-07-28", "ends-before-it-begins")]
    [InlineData("2023-07-01", "date-in-future")]
    public void A_last_day_is_not_before_the_first_nor_to_come(string last, string? code) =>
        Expect(Given with { EndsOn = Day(last) }, code is null ? null : (code, "endsOn"));

    [Fact]
    public void A_last_day_needs_a_first_that_is_exact()
    {
        Expect(Given with { EndsOn = Day("2022-07-30"), Precision = Precision.Month },
            ("last-day-without-first", "endsOn"));
        Expect(Given with { EndsOn = Day("2022-07-30"), OccurredOn = null, Precision = Precision.Unknown },
            ("last-day-without-first", "endsOn"));
    }

    [Theory]
    [InlineData(DayPart.Morning, 0, true)]
    [InlineData(DayPart.Morning, 12, true)]
    [InlineData(DayPart.Morning, 13, false)]
    [InlineData(DayPart.Afternoon, 10, false)]
    [InlineData(DayPart.Afternoon, 11, true)]
    [InlineData(DayPart.Afternoon, 18, true)]
    [InlineData(DayPart.Afternoon, 19, false)]
    [InlineData(DayPart.Evening, 16, false)]
    [InlineData(DayPart.Evening, 17, true)]
    [InlineData(DayPart.Evening, 3, true)]
    [InlineData(DayPart.Evening, 4, false)]
    public void A_time_is_in_its_part_of_the_day(DayPart part, int hour, bool isIn)
    {
        var at = Given with { LocalTime = new(hour, 59) };

        Expect(at with { DayPart = part }, isIn ? null : ("time-outside-part", "localTime"));
        Expect(at, null);
        Expect(Given with { DayPart = part }, null);
    }

    [Fact]
    public void Keys_have_the_form_of_keys()
    {
        Expect(Given with { ClusterId = "Cụm 1" }, ("not-a-key", "clusterId"));
        Expect(Given with { CampaignIds = [Edition, "Vì an ninh"] }, ("not-a-key", "campaignIds"));
        Expect(Given with { CampaignIds = ["A b", "C d"] }, ("not-a-key", "campaignIds"));
    }

    [Fact]
    public void What_is_of_a_whole_campaign_names_no_cities()
    {
        var concluded = new CampaignConcluded(null).OfAll() with { Scope = Scope.Campaign };

        Expect(concluded, null);
        Expect(concluded with { CityIds = [CanTho] }, ("cities-with-campaign-scope", "cityIds"));
        Expect(concluded with { GuestCityIds = [Hue] }, ("cities-with-campaign-scope", "guestCityIds"));
        Expect(new RegulationAdopted("Quy chế", null, 2022).OfAll() with { Scope = Scope.Campaign },
            ("scope-not-campaign", "scope"));
    }

    [Fact]
    public void What_is_of_cities_names_them_where_they_do_not_follow()
    {
        Expect(Gifts.Of(), ("cities-not-named", "cityIds"));
        Expect(Gifts.OfAll(), null);
        Expect(new ScoreSubmitted(CanTho, 1, 95, 100).Of(), null);
        Expect(new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).Of(), null);
        Expect(new MeetingHeld(MeetingKind.Other, "x", Ministry, null, null).Of(), ("cities-not-named", "cityIds"));
        Expect(new SourceAttached(null, "x", null, null, null, null).Of(), null);
    }

    [Fact]
    public void A_field_that_could_not_be_read_has_no_second_fault()
    {
        var errors = new ValidationErrors();
        errors.Add("items[0].occurredOn", "not-a-date", ("value", "x"));

        EnvelopeValidation.Check(
            StoredEvents.Catalogue.TypeOf(Gifts), Gifts with { ClusterId = "Cụm 1" }, History.Today, "items[0]",
            errors);

        Assert.Equal(["items[0].occurredOn", "items[0].clusterId", "items[0].cityIds"],
            errors.Found.Select(one => one.Field));
    }

    private static void Expect(Activity activity, (string Code, string Field)? fault)
    {
        var errors = new ValidationErrors();
        EnvelopeValidation.Check(StoredEvents.Catalogue.TypeOf(activity), activity, History.Today, "", errors);
        Assert.Equal(fault is { } one ? [one] : [], errors.Found.Select(found => (found.Fault.Code, found.Field!)));
    }
}
