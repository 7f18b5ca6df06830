using System.Text.Json;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Model;

/// <summary>Shapes that were stored, claims, and folds of several events at once.</summary>
public sealed class CatalogueTests
{
    private static readonly EventCatalogue Catalogue = StoredEvents.Catalogue;

    [Fact]
    public void Data_of_an_earlier_shape_are_converted_and_others_are_kept()
    {
        var (data, other) = (JsonElement.Parse("""{"place":"Đền Hùng"}"""), JsonElement.Parse("[1]"));
        var current = new StoredShape(ShrineVisited.Type, ShrineVisited.Type.SchemaVersion);

        Assert.Equal("""{"shrine":"Đền Hùng"}""", RecordJson.Write(ShrineVisited.Earlier.Upcast(data)));
        Assert.Equal("[1]", RecordJson.Write(ShrineVisited.Earlier.Upcast(other)));
        Assert.Equal("""{"place":"Đền Hùng"}""", RecordJson.Write(current.Upcast(data)));
        Assert.Equal("Đền Hùng", ((ShrineVisited)ShrineVisited.Earlier.Read(data)).Shrine);
        Assert.Equal("Đền Hùng", ((ShrineVisited)ShrineVisited.Earlier.Read("""{"place":"Đền Hùng"}""")).Shrine);
        Assert.Equal("Đền Hùng", ((ShrineVisited)current.Read("""{"shrine":"Đền Hùng"}""")).Shrine);
        Assert.Null(((ShrineVisited)current.Read("""{"place":"Đền Hùng"}""")).Shrine);
        Assert.Throws<JsonException>(() => ShrineVisited.Earlier.Read(other));
    }

    [Fact]
    public void What_is_not_on_record_is_told_by_its_kind()
    {
        var (city, meeting) =
            (Rejection.Unknown("city", "vinh", "city"), Rejection.Unknown("meeting", "one", "relatedTo"));

        Assert.Equal(("unknown-city", "unknown-city", "vinh"), (city.Code, city.Fault.Code, city.Fault["value"]));
        Assert.Equal(("unknown-meeting", "not-on-record", new KindOfStream("meeting")),
            (meeting.Code, meeting.Fault.Code, meeting.Fault["kind"]));
    }

    [Fact]
    public void The_claim_of_a_merged_city_is_told_from_others()
    {
        Assert.True(Claim.IsOfAbsorbed(Claim.OfAbsorbed(Hue)));
        Assert.Equal(Hue, Claim.AbsorbedIn(Claim.OfAbsorbed(Hue)));
        Assert.Null(Claim.AbsorbedIn("code 46"));

        var merged = Established.When(Merge(CanTho, Hue), "city/can-tho");
        Assert.True(Assert.Single(merged.Batch.Accepted).Claims.ChangesMergers);
        var retracted = merged.Accepted().When(
            new EntryRetracted(merged.After.Last("city/can-tho"), "Nhầm"), "city/can-tho");
        var claims = Assert.Single(retracted.Batch.Accepted).Claims;
        Assert.True(claims.ChangesMergers);
        Assert.NotEmpty(claims.Met);
        Assert.Equal(claims.Returned.Select(one => one.Claim.Text), claims.Met);
        var registered = Established.When(new CityRegistered("Lào Cai", "10", null, null), "city/lao-cai");
        Assert.False(Assert.Single(registered.Batch.Accepted).Claims.ChangesMergers);
    }

    [Fact]
    public void Several_corrections_of_one_batch_find_each_its_target()
    {
        var key = StreamKey.Parse("community/one");
        Guid[] ids = [.. Enumerable.Range(0, 6).Select(one => Identifiers.ActivityId("/batch", $"{one}"))];
        var stream = Catalogue.Fold(key, StreamSnapshot.Absent,
        [
            (ids[0], Gifts.Of(CanTho)), (ids[1], Gifts.Of(DaNang)),
            (ids[3], new EntryRetracted(ids[1], "x")), (ids[4], new EntryRetracted(Guid.Empty, "x")),
            (ids[2], Gifts.Of(HaNoi)), (ids[5], new EntryRetracted(ids[2], "x")),
        ]);

        Assert.Equal([false, true, true], stream.Entries.Select(entry => entry.Retracted));
        Assert.Equal(6, stream.Version);
        Assert.Equal(Catalogue.OccurrenceOf(Gifts.Of(CanTho)), stream.Latest);
    }

    [Fact]
    public void An_entry_of_an_earlier_day_is_folded_before_the_later_ones()
    {
        var key = StreamKey.Parse("community/one");
        var stream = Catalogue.Fold(key, StreamSnapshot.Absent,
        [
            (Identifiers.ActivityId("/batch", "1"), Gifts.Of("2022-07-29", CanTho)),
            (Identifiers.ActivityId("/batch", "2"), Gifts.Of("2022-07-01", CanTho)),
        ]);

        Assert.Equal(Day("2022-07-29"), stream.Latest!.Value.Day);
        Assert.NotNull(Catalogue.StateOn(key, stream, Day("2022-07-01")));
        Assert.Null(Catalogue.StateOn(key, stream, Day("2022-06-30")));
    }

    [Theory]
    [InlineData("items.text[0]", "Items, Text 1")]
    [InlineData("items[1]", "Items 2")]
    [InlineData("items[2147483647]", "Items")]
    [InlineData("items[x]", "Items")]
    [InlineData("venue", "Venue")]
    public void A_field_of_a_list_is_numbered_from_one(string path, string name) =>
        Assert.Equal(name, FieldNames.Of(Language.English, path));

    [Fact]
    public void The_calendar_of_Vietnam_is_known_here() => Assert.True(Clock.IsZoneKnown);
}
