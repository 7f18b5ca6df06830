using System.Globalization;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Model;

/// <summary>Dates, keys and names at the edges of what they may be.</summary>
public sealed class ValueBoundsTests
{
    [Theory]
    [InlineData("2023-01-31", "2023-01-01", "2023-03-31")]
    [InlineData("2023-03-01", "2023-01-01", "2023-03-31")]
    [InlineData("2023-04-01", "2023-04-01", "2023-06-30")]
    [InlineData("2023-06-30", "2023-04-01", "2023-06-30")]
    [InlineData("2023-09-30", "2023-07-01", "2023-09-30")]
    [InlineData("2023-10-01", "2023-10-01", "2023-12-31")]
    [InlineData("2023-12-31", "2023-10-01", "2023-12-31")]
    public void A_quarter_has_three_months(string day, string first, string last) => Assert.Equal(
        (Day(first), Day(last)),
        (UncertainDate.FirstDay(Precision.Quarter, Day(day)), UncertainDate.LastDay(Precision.Quarter, Day(day))));

    [Fact]
    public void An_activity_is_found_by_the_days_on_which_it_may_have_been()
    {
        var day = Gifts with { OccurredOn = Day("2022-07-29") };

        Assert.Equal((Day("2022-07-29"), Day("2022-07-29")), day.Days());
        Assert.Equal((Day("2022-07-29"), Day("2022-08-02")), (day with { EndsOn = Day("2022-08-02") }).Days());
        Assert.Equal((Day("2022-07-01"), Day("2022-07-31")), day.Known(Precision.Month).Days());
        Assert.Equal((Day("2022-07-29"), Day("2022-07-29")), day.Known(Precision.OnOrBefore).Days());
        Assert.Null(Gifts.Days());
        Assert.Equal(Day("2022-08-02"), (Gifts with { EndsOn = Day("2022-08-02") }).Latest());
    }

    [Fact]
    public void What_takes_effect_on_a_day_of_its_own_has_its_effect_then()
    {
        var renamed = new CityRenamed("Cần Thơ", null, Day("2023-01-01"), "Nghị quyết").Of("2022-12-01");

        Assert.Equal((Day("2023-01-01"), Day("2023-01-01")), (renamed.FirstDayOfEffect(), renamed.LastDayOfEffect()));
        Activity rough = Gifts.Of("2022-12-01").Known(Precision.Year);
        Assert.Equal((Day("2022-01-01"), Day("2022-12-31")), (rough.FirstDayOfEffect(), rough.LastDayOfEffect()));
    }

    [Fact]
    public void Activities_of_one_day_are_in_order_of_its_parts_and_hints()
    {
        Occurrence At(DayPart? part, int? hint, bool begins = false) =>
            Occurrence.Of(Gifts.Of() with { DayPart = part, SequenceHint = hint }, begins);

        Occurrence[] inOrder =
        [
            At(DayPart.Evening, 9, begins: true), At(null, null), At(null, 1), At(DayPart.Morning, null),
            At(DayPart.Morning, 2), At(DayPart.Afternoon, -1), At(DayPart.Afternoon, null), At(DayPart.Evening, null),
        ];
        Assert.Equal(inOrder, inOrder.Reverse().Order());
        foreach (var (one, other) in inOrder.Zip(inOrder.Skip(1)))
        {
            Assert.True(one < other && one <= other && other > one && other >= one);
            Assert.False(one > other || one >= other || other < one || other <= one);
        }

        Assert.True(inOrder[0] <= At(DayPart.Evening, 9, begins: true) && inOrder[0] >= inOrder[0]);
        Assert.False(inOrder[0] < At(DayPart.Evening, 9, begins: true) || inOrder[0] > inOrder[0]);
        Assert.Equal(DateOnly.MinValue, Occurrence.Of(Gifts, begins: false).Day);
    }

    [Theory]
    [InlineData("67bfafc2-7473-5f6d-bccd-a331f13784df", true)]
    [InlineData("67bfafc2-7473-4f6d-bccd-a331f13784df", false)]
    [InlineData("0198f1d2-7473-7f6d-bccd-a331f13784df", false)]
    [InlineData("cum-1-bca", false)]
    public void A_key_that_a_recording_gave_is_told_by_its_form(string key, bool isDerived) =>
        Assert.Equal(isDerived, Identifiers.IsDerived(key));

    [Fact]
    public void Generated_texts_have_the_form_that_they_are_recognised_by()
    {
        Assert.Equal(
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Identifiers.Digest("abc"));
        Assert.Matches("^[0-9a-f]{32}$", Identifiers.FormKey());
        Assert.NotEqual(Identifiers.FormKey(), Identifiers.FormKey());
        // RFC 9562, section 5.5, with the name and space of appendix A.4.
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            Identifiers.Named(new("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));
        Assert.Empty(Identifiers.Salts(0));
    }

    [Fact]
    public void Each_value_of_a_field_has_the_text_that_JSON_has_for_it()
    {
        var at = new DateTimeOffset(2022, 7, 29, 9, 5, 0, 120, TimeSpan.FromHours(7));
        object[] values =
        [
            CanTho, StreamKey.Parse(ClusterStream), Scope.Cluster, new Guid("67bfafc2-7473-5f6d-bccd-a331f13784df"),
            Day("2022-07-29"), new TimeOnly(9, 5), new TimeOnly(9, 5, 7), at, at.AddTicks(1), 12.50m,
        ];

        Assert.All(values, value => Assert.Equal(RecordJson.Write(value), $"\"{JsonText.Of(value)}\""));
        Assert.All((object[])[1, 1L, true], value => Assert.Null(JsonText.Of(value)));
        Assert.Throws<NotSupportedException>(() => JsonText.Of(1.5));
    }

    [Fact]
    public void A_city_and_a_stream_have_keys_of_a_hundred_letters_at_most()
    {
        string A(int count) => new('a', count);

        Assert.True(StreamKey.TryParse($"meeting/{A(100)}", out _));
        Assert.False(StreamKey.TryParse($"meeting/{A(101)}", out _));
        Assert.True(CityId.TryParse(A(100), out _));
        Assert.False(CityId.TryParse(A(101), out _));
        Assert.Equal(A(100), Slug.Of(A(101)));
        Assert.Equal(A(99), Slug.Of($"{A(99)} {A(2)}"));
    }

    [Fact]
    public void A_period_ends_no_earlier_than_it_begins()
    {
        Assert.Empty(new Period(Day("2022-01-01"), Day("2022-01-01")).Faults());
        Assert.Equal([("ends-before-it-begins", "to")], new Period(Day("2022-01-02"), Day("2022-01-01")).Faults());
    }

    [Fact]
    public void A_key_of_another_kind_is_told_with_an_example()
    {
        var fault = Assert.Single(StreamKey.Errors("relatedTo", StreamKey.Parse("target/one"), StreamKinds.Meeting));

        Assert.Equal(("relatedTo", "key-of-another-kind", "target/one", "meeting/0198…"),
            (fault.Field, fault.Fault.Code, fault.Fault["value"], fault.Fault["example"]));
        Assert.Empty(StreamKey.Errors("relatedTo", StreamKey.Parse("meeting/one"), StreamKinds.Meeting));
        Assert.Empty(StreamKey.Errors("relatedTo", null, StreamKinds.Meeting));
    }

    [Fact]
    public void Every_shape_that_was_stored_is_found_by_its_names()
    {
        var catalogue = StoredEvents.Catalogue;
        var held = catalogue.TypeOf(new MeetingHeld(MeetingKind.Other, "x", Ministry, null, null));

        Assert.Equal(Enumerable.Range(1, held.SchemaVersion).Select(version => $"meeting-held.v{version}"),
            held.Shapes.Select(shape => shape.StoredName));
        Assert.Equal(held.StoredName, held.Shapes.Single(shape => shape.IsCurrent).StoredName);
        Assert.Equal($"clusterevents.{held.StoredName}", held.CloudEventType);
        Assert.Equal(("Meetings", "ClusterEvents.Domain.Meetings.MeetingHeld, ClusterEvents.Domain"),
            (held.Group, held.DotNetName));
        foreach (var shape in catalogue.Types.SelectMany(type => type.Shapes))
            Assert.Equal(shape, catalogue.ShapeStoredAs(shape.StoredName));
        Assert.Throws<InvalidDataException>(() => catalogue.ShapeStoredAs("meeting-held.v99"));
        Assert.False(catalogue.TryGetCloudEventType("meeting-held.v1", out _));
        Assert.False(catalogue.TryGet("meeting-held", out _));
        Assert.Equal(("meeting", "stream"), (catalogue.Named("meeting"), catalogue.Named("meetings")));
        Assert.True(new StoredShape(held, 1).HasCurrentFields);
        Assert.False(ShrineVisited.Earlier.HasCurrentFields || ShrineVisited.Earlier.IsCurrent);
    }

    [Fact]
    public void The_state_of_a_day_is_that_of_what_had_occurred_by_then()
    {
        var record = Established
            .Given(new CityRenamed("Tây Đô", null, Day("2022-03-01"), "Nghị quyết").Of("2022-02-01"), "city/can-tho")
            .Given(new CityRenamed("Cần Thơ", null, Day("2023-03-01"), "Nghị quyết").Of("2023-02-01"), "city/can-tho");
        var (key, stream) = (StreamKey.Parse("city/can-tho"), record["city/can-tho"]);

        string? On(string day) =>
            StoredEvents.Catalogue.StateOn(key, stream, Day(day)) is { } state ? RecordJson.Write(state) : null;

        Assert.Equal(RecordJson.Write(Established["city/can-tho"].State!), On("2022-02-28"));
        Assert.NotEqual(On("2022-02-28"), On("2022-03-01"));
        Assert.Equal(On("2022-03-01"), On("2023-02-28"));
        Assert.NotEqual(On("2022-03-01"), On("2023-03-01"));
        Assert.Equal(RecordJson.Write(stream.State!), On("2023-03-01"));
        Assert.Null(StoredEvents.Catalogue.StateOn(
            StreamKey.Parse(EditionStream), Established[EditionStream], DateOnly.MinValue));
    }

    [Fact]
    public void Numbers_are_written_without_regard_to_the_machine()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("vi-VN");
        try
        {
            Assert.Equal("12.50", DecimalText.Of(12.50m));
            Assert.Equal(12.50m, DecimalText.Parse("12.50"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
