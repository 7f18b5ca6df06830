using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Cities;

/// <summary>The name and the code of a city on each day.</summary>
public sealed class CityNameTests
{
    [Fact]
    public void A_GSO_code_is_free_from_the_day_on_which_its_city_ended()
    {
        var merged = Established.Given(Merge(CanTho, Hue, "2023-01-01"), "city/can-tho");
        CityRegistered Again(string? from) => new("Mới", "05", null, from is null ? null : Day(from));

        merged.When(Again(null)).RejectedWith("gso-code-taken", "gsoCode");
        merged.When(Again("2022-12-31")).RejectedWith("gso-code-taken", "gsoCode");
        var again = merged.Given(Again("2023-01-01"));
        Established.When(Again("2023-01-01")).RejectedWith("gso-code-taken", "gsoCode");
        // What is retracted of the city that had it before takes nothing from the one that has it now.
        var retracted = again.Given(new EntryRetracted(merged["city/hue"].Entries[0].ActivityId, "Nhầm"), "city/hue");
        retracted.When(new CityRegistered("Khác", "05", null, null)).RejectedWith("gso-code-taken", "gsoCode");
    }

    [Fact]
    public void A_city_has_the_name_of_each_day_and_keeps_its_key()
    {
        CityRenamed Rename(string name, string day, string? iso = null) =>
            new(name, iso, Day(day), "Nghị quyết") { OccurredOn = Day("2022-12-01") };
        var renamed = Established.Given(Rename("Ba", "2023-01-01"), "city/hue")
            .Given(Rename("Hai", "2022-01-01", "VN-26"), "city/hue");

        var city = renamed.State<City>("city/hue");
        Assert.Equal(["hue", "Hai", "Ba"],
            new[] { "2021-12-31", "2022-12-31", "2023-01-01" }.Select(day => city.NameOn(Day(day)).Name));
        Assert.Equal("VN-26", city.NameOn(Day("2023-01-01")).IsoCode);
        // Without a day it has the name that it has now or will have.
        Assert.Equal(["Ba", "Hai"], new DateOnly?[] { null, Day("2022-12-31") }.Select(
            day => ((INamed)city).NameIn(Language.Vietnamese, "", day)));
        // Another code is a change, under the same name.
        renamed.Given(Rename("Hai", "2022-06-01", "VN-27"), "city/hue");
        renamed.When(Rename("Hai", "2022-06-01", "VN-26"), "city/hue").RejectedWith("nothing-changed", "name");
        Assert.Equal("VN-28", renamed.Given(Rename("Bốn", "2023-02-01", "VN-28"), "city/hue")
            .State<City>("city/hue").NameOn(Day("2023-02-01")).IsoCode);
        renamed.When(Rename("Hai", "2022-06-01"), "city/hue").RejectedWith("nothing-changed", "name");
        Assert.Equal([Hue], renamed["city/hue"].Entries[^1].Activity.CityIds!);
        Assert.Empty(Established.Faults(Rename("Ba", "2023-01-01"), "city/hue"));
        renamed.When(Rename("Bốn", "2023-02-01") with { CityIds = [HaNoi] }, "city/hue")
            .RejectedWith("names-another-stream", "cityIds");
        // Only a city that is there has a name.
        var merged = Established.Given(Merge(CanTho, Hue, "2023-01-01"), "city/can-tho");
        merged.When(Rename("Ba", "2023-01-01"), "city/hue").RejectedWith("city-merged", "effectiveOn");
        merged.Given(Rename("Ba", "2022-12-31"), "city/hue");
        renamed.When(Merge(CanTho, Hue, "2023-01-01"), "city/can-tho").RejectedWith("city-merged", "effectiveOn");
        renamed.Given(Merge(CanTho, Hue, "2023-01-02"), "city/can-tho");
    }

    [Fact]
    public void A_city_is_not_renamed_before_it_is_on_record()
    {
        var later = Established.Given(new CityRegistered("Mới", "95", null, Day("2022-01-01")), "city/moi");
        var renamed = new CityRenamed("Khác", null, Day("2021-12-31"), "Nghị quyết") { OccurredOn = Day("2021-12-31") };

        later.When(renamed, "city/moi").RejectedWith("before-registration", "effectiveOn");
        later.Given(renamed with { EffectiveOn = Day("2022-02-01"), OccurredOn = Day("2022-02-01") }, "city/moi");
    }
}
