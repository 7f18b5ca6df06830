using System.Text.Json;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace ClusterEvents.Domain.Tests.Generated;

/// <summary>What is said of the record itself: sources and corrections, which any stream may get.</summary>
internal static class RecordCommands
{
    private static readonly Gen<StoredActivity> Entry = Gen.Elements<StoredActivity>(Busy.History.Events);

    /// <summary>A value that a field might have instead.</summary>
    private static readonly Gen<JsonElement?> NewValue = Gen.Frequency(
        (4, Values.Text.Select(text => (JsonElement?)JsonSerializer.SerializeToElement(text))),
        (3, Gen.Elements("\"2022-03-04\"", "\"can-tho\"", "[\"da-nang\"]", "5", "\"City\"", "true", "\"Month\"")
            .Select(json => (JsonElement?)JsonElement.Parse(json))),
        (1, Gen.Constant((JsonElement?)null)));

    private static readonly Gen<Command> Correction =
        from entry in Entry
        from field in Gen.Elements(
            [.. RecordJson.ObjectOf(entry.Activity).Select(one => one.Key), "clusterId", "venue", "person.rank"])
        from value in NewValue
        from old in Gen.Frequency((6, Gen.Constant(Said(entry.Activity, field))), (1, NewValue))
        from recorder in Values.Recorder
        select new Command(
            new EntryCorrected(entry.Id, [new(field, old, value)], "Ghi nhầm"), entry.Stream.ToString(), recorder);

    public static readonly KeyValuePair<Type, Gen<Command>>[] All =
    [
        Commands.Of(
            from publisher in Values.MaybeText
            from title in Values.MaybeText
            from url in Gen.Elements(null, "https://cand.com.vn")
            from published in Gen.Elements<DateTimeOffset?>(
                null, new DateTimeOffset(2022, 7, 29, 9, 49, 0, TimeSpan.FromHours(7)))
            from byline in Gen.Elements(null, "Văn Đức")
            from digest in Gen.Elements(null, null, new string('a', 64), new string('B', 64), "ff")
            select new SourceAttached(publisher, title, url, published, byline, digest), "meeting/held", "city/can-tho",
            FirstCluster.ClusterStream, "directive/issued", "target/unknown"),
        new(typeof(EntryCorrected), Correction),
        Of(id => new EntryRetracted(id, "Ghi trùng")),
        Of(id => new EntryReinstated(id, "Đã kiểm tra")),
        Dispute((id, city) => new EntryDisputed(id, city, "Không đúng")),
        Dispute((id, city) => new DisputeWithdrawn(id, city, "Đã rõ")),
        Of(id => new PersonalFieldsErased(id, "Nghị định 13/2023/NĐ-CP", "Công an thành phố", "Theo yêu cầu", null)),
    ];

    private static KeyValuePair<Type, Gen<Command>> Of<T>(Func<Guid, T> make) where T : Activity =>
        new(typeof(T), from entry in Gen.Frequency((4, Entry), (1, Gen.Elements<StoredActivity>(
                           [.. Busy.History.Events.Where(one => one.Stream.Kind == StreamKinds.Meeting)])))
                       from id in Gen.Frequency((8, Gen.Constant(entry.Id)), (1, Gen.Constant(Guid.Empty)))
                       from recorder in Gen.Frequency((4, Values.Recorder), (1, Gen.Constant(Recorder.System)))
                       select new Command(make(id), entry.Stream.ToString(), recorder));

    private static KeyValuePair<Type, Gen<Command>> Dispute<T>(Func<Guid, CityId, T> make) where T : Activity =>
        new(typeof(T), from entry in Gen.Frequency((3, Entry), (2, Gen.Constant(Busy.Disputed)))
                       from city in Values.City
                       from recorder in Values.Recorder
                       select new Command(make(entry.Id, city), entry.Stream.ToString(), recorder));

    private static JsonElement? Said(Activity activity, string field) =>
        Changes.Value(RecordJson.ObjectOf(activity), field) is { } value
            ? JsonSerializer.SerializeToElement(value)
            : null;
}
