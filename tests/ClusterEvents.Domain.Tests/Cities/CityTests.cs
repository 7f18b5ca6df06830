using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Cities;

public sealed class CityTests
{
    [Theory]
    [InlineData("Thành phố Vĩnh Long", "city/vinh-long")]
    [InlineData("THÀNH PHỐ Đắk Lắk", "city/dak-lak")]
    [InlineData("Bà Rịa – Vũng Tàu", "city/ba-ria-vung-tau")]
    public void A_city_is_named_as_people_say_it(string name, string stream) =>
        Assert.Equal(stream, Assert.Single(Established.When(Register(name)).Batch.Accepted).Stream.ToString());

    [Fact]
    public void A_GSO_code_belongs_to_one_city_as_long_as_its_entry_stands()
    {
        var registered = Established.Given(Register("Vĩnh Long"));

        registered.When(Register("Bến Tre")).RejectedWith("gso-code-taken", "gsoCode");
        const string stream = "city/vinh-long";
        var again = registered.Given(new EntryRetracted(registered.Last(stream), "Nhầm"), stream)
            .Given(Register("Bến Tre"));
        again.When(new EntryReinstated(registered.Last(stream), "Đúng"), stream)
            .RejectedWith("gso-code-taken", "gsoCode");
    }

    [Fact]
    public void A_merger_stands_while_another_city_has_the_GSO_code_of_the_merged_one()
    {
        const string stream = "city/can-tho";
        var merged = Established.Given(Register("Vĩnh Long")).Given(Merge(CanTho, VinhLong), stream);
        var (merger, until) = (merged.Last(stream), Day("2023-01-01"));
        var taken = merged.Given(Register("Bến Tre") with { ValidFrom = until });

        taken.When(new EntryRetracted(merger, "Nhầm"), stream).RejectedWith("gso-code-taken-over");
        taken.When(Corrected.Of(merger, "effectiveOn", until, until.AddDays(1)), stream)
            .RejectedWith("gso-code-taken-over");
        taken.Given(Corrected.Of(merger, "effectiveOn", until, until.AddDays(-1)), stream);
        merged.Given(Register("Bến Tre") with { ValidFrom = until.AddDays(1) })
            .Given(Corrected.Of(merger, "effectiveOn", until, until.AddDays(1)), stream);
        merged.Given(new EntryRetracted(merger, "Nhầm"), stream).When(Register("Bến Tre") with { ValidFrom = until })
            .RejectedWith("gso-code-taken", "gsoCode");
    }

    [Fact]
    public void A_city_has_its_GSO_code_again_once_nobody_else_has_it_and_it_is_merged_no_more()
    {
        const string stream = "city/can-tho";
        var taken = Established.Given(Register("Vĩnh Long")).Given(Merge(CanTho, VinhLong), stream)
            .Given(Register("Bến Tre") with { ValidFrom = Day("2023-01-01") });
        var again = taken.Given(new EntryRetracted(taken.Last("city/ben-tre"), "Nhầm"), "city/ben-tre")
            .Given(new EntryRetracted(taken.Last(stream), "Nhầm"), stream);

        again.When(Register("Sóc Trăng")).RejectedWith("gso-code-taken", "gsoCode");
    }

    [Fact]
    public void A_city_without_a_name_that_makes_a_key_is_named_by_who_records_it()
    {
        Established.When(Register("—")).RejectedWith("invalid-request", "stream");
        Established.Given(Register("—"), "city/gach-ngang");
        Established.When(Register("Huế"), "city/hue").RejectedWith("city-already-on-record");
    }

    [Fact]
    public void A_merger_concerns_the_successor_and_its_predecessors()
    {
        var decided = Established.When(Merge(CanTho, Hue, HaiPhong), "city/can-tho");

        Assert.Equal([CanTho, Hue, HaiPhong], Assert.Single(decided.Batch.Accepted).Activity.CityIds!);
        Assert.Equal([new(Hue, Day("2023-01-01")), new(HaiPhong, Day("2023-01-01"))],
            decided.Accepted().State<City>("city/can-tho").Absorbed);
        Assert.Equal(("can-tho", "00"), (decided.After.State<City>("city/can-tho").Names[0].Name,
            decided.After.State<City>("city/can-tho").GsoCode));
    }

    [Fact]
    public void A_city_is_absorbed_once_and_never_by_itself_or_by_what_it_absorbed()
    {
        var merged = Established.Given(Merge(CanTho, Hue), "city/can-tho");

        merged.When(Merge(DaNang, Hue), "city/da-nang").RejectedWith("city-already-merged", "predecessors");
        Assert.Equal(["city-merged", "mergers-form-a-circle"],
            merged.When(Merge(Hue, CanTho), "city/hue").Rejections.Select(one => one.Code));
        merged.Given(Merge(CanTho, HaiPhong), "city/can-tho").Given(Merge(DaNang, HaNoi), "city/da-nang");
        merged.When(Merge(Hue, HaNoi), "city/hue").RejectedWith("city-merged", "successor");
        merged.Given(Merge(Hue, HaNoi) with { EffectiveOn = Day("2022-12-31") }, "city/hue");
        Established.When(Merge(DaNang, DaNang), "city/da-nang")
            .RejectedWith("successor-is-predecessor", "predecessors");
    }

    [Fact]
    public void A_merger_is_added_to_the_stream_of_its_successor_and_names_cities_on_record()
    {
        Established.When(Merge(CanTho, Hue), "city/da-nang").RejectedWith("names-another-stream", "successor");
        Assert.All(Established.When(Merge(CanTho, Unregistered), "city/can-tho").Rejections, rejection =>
            Assert.Equal("unknown-city", rejection.Code));
        Established.When(Merge(Unregistered, Hue), "city/dalat").RejectedWith("unknown-city");
    }

    [Fact]
    public void A_merger_and_a_name_are_those_of_cities_and_a_merger_names_its_own()
    {
        var renamed = new CityRenamed("Ba", null, Day("2023-01-01"), "Nghị quyết");

        Assert.Equal([("scope-only-city", "scope")], (renamed with { Scope = Scope.Cluster }).Faults());
        Assert.Equal([("scope-only-city", "scope")], (Merge(CanTho, Hue) with { Scope = Scope.Campaign }).Faults());
        Assert.Equal([("merger-names-its-cities", "cityIds")],
            (Merge(CanTho, Hue) with { CityIds = [CanTho] }).Faults());
        Assert.Empty((Merge(CanTho, Hue) with { CityIds = [Hue, CanTho] }).Faults());
        Assert.Empty(renamed.Faults());
    }

    [Theory]
    [InlineData("92", true)]
    [InlineData("9", false)]
    [InlineData("092", false)]
    [InlineData("9a", false)]
    [InlineData("a2", false)]
    [InlineData("٩٢", false)]
    public void A_GSO_code_has_two_digits(string code, bool isOne) => Assert.Equal(
        isOne ? [] : [("not-a-gso-code", "gsoCode")], (Register("x") with { GsoCode = code }).Faults());

    [Fact]
    public void What_was_merged_into_a_city_by_a_day_is_part_of_it()
    {
        var city = Established.Given(Merge(CanTho, Hue), "city/can-tho").State<City>("city/can-tho");

        Assert.Empty(city.AbsorbedBy(Day("2022-12-31")));
        Assert.Equal([Hue], city.AbsorbedBy(Day("2023-01-01")).Select(one => one.City));
        Assert.Equal([Hue], city.AbsorbedBy(Day("2023-01-02")).Select(one => one.City));
    }

    private static readonly CityId VinhLong = new("vinh-long");

    private static CityRegistered Register(string name) => new(name, "86", null, null);

    private static CitiesMerged Merge(CityId successor, params CityId[] predecessors) =>
        new(successor, predecessors, Day("2023-01-01"), "Nghị quyết 202") { OccurredOn = Day("2022-12-12") };
}
