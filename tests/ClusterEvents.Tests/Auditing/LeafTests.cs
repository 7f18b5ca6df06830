using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.TransparencyLog;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// The sealer makes leaves of what stands in columns; auditors make them of the CloudEvents that they were given.
/// </summary>
public sealed class LeafTests
{
    private const int Seeds = 20;

    [Fact]
    public void A_leaf_is_what_an_auditor_makes_of_the_exported_event()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var generated = new GeneratedActivities(seed);
            foreach (var activity in generated.OfEachType())
            {
                var recorded = Recorded(generated, activity);
                using var exported = JsonDocument.Parse(recorded.ToJson());
                using var headers = JsonDocument.Parse(recorded.Headers);

                var leaf = Leaf.EntryOf(recorded, headers.RootElement);
                var openings = Openings.Of(headers.RootElement);

                Assert.Equal(
                    Encoding.UTF8.GetString(ActivityLeaf.Of(exported.RootElement, openings)),
                    Encoding.UTF8.GetString(leaf));
            }
        }
    }

    [Fact]
    public void An_attribute_that_is_there_twice_makes_no_leaf()
    {
        var generated = new GeneratedActivities(1);
        var recorded = Recorded(generated, generated.OfEachType().First());
        using var headers = JsonDocument.Parse(
            recorded.Headers.Replace("\"number\":7", "\"subject\":\"another\"", StringComparison.Ordinal));

        Assert.Contains("`subject` twice",
            Assert.Throws<FormatException>(() => Leaf.EntryOf(recorded, headers.RootElement)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Stored_data_tells_the_timelines_that_the_activity_is_on()
    {
        for (var seed = 0; seed < Seeds; seed++)
            foreach (var activity in new GeneratedActivities(seed).OfEachType())
            {
                var type = StoredEvents.Catalogue.TypeOf(activity);
                using var stored = JsonDocument.Parse(RecordJson.Write(activity));

                Assert.Equal(TimelineKey.Showing(type, activity),
                    TimelineKey.Showing(StoredEvents.Catalogue.ShapeStoredAs(type.StoredName), stored.RootElement));
            }
    }

    [Fact]
    public void An_auditor_knows_the_personal_fields_of_each_event_type()
    {
        foreach (var type in StoredEvents.Catalogue.Types)
        {
            var declared = PersonalFields.PatternsOf(type.ClrType).ToArray();
            var kind = PersonalPlaces.KindOf(type.CloudEventType);

            Assert.Equal(declared.Select(one => one.Pattern).Order(),
                PersonalPlaces.Of(kind, withTexts: true).Order());
            Assert.Equal(
                declared.Where(one => one.Kind is PersonalKind.Name or PersonalKind.Detail)
                    .Select(one => one.Pattern).Order(),
                PersonalPlaces.Of(kind, withTexts: false).Order());
            Assert.True(type.SchemaVersion >= PersonalPlaces.FirstSalted);
        }

        Assert.Equal(ActivityType.FirstSalted, PersonalPlaces.FirstSalted);
        Assert.All(PersonalPlaces.Kinds, kind =>
            Assert.Contains(StoredEvents.Catalogue.Types, type => PersonalPlaces.KindOf(type.CloudEventType) == kind));
    }

    /// <summary>Salts of the personal values, and commitments of those that were erased.</summary>
    private static (Dictionary<string, string> Salts, Dictionary<string, string> Erased) Commitments(
        Activity activity, string? recordedBy)
    {
        var (salts, erased) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var json = JsonNode.Parse(RecordJson.Write(activity))!.AsObject();
        foreach (var pointer in PersonalFields.Of(activity))
            if (ReadsErased(json, pointer)) erased[pointer] = "sha256:" + new string('0', 64);
            else salts[pointer] = NewSalt();
        if (recordedBy is not null) salts["recordedby"] = NewSalt();
        salts["zextension"] = NewSalt();
        return (salts, erased);
    }

    private static string NewSalt() => Identifiers.Salts(1)[0];

    private static bool ReadsErased(JsonObject json, string pointer) =>
        pointer.Split('/')[1..].Aggregate((JsonNode?)json, (node, step) => node is JsonArray items
            ? items[int.Parse(step, CultureInfo.InvariantCulture)] : node![step]) is JsonValue value
        && value.TryGetValue(out string? text) && text == ActivityLeaf.Erased;

    private static StoredCloudEvent Recorded(GeneratedActivities generated, Activity activity)
    {
        var stored = generated.Stored(activity);
        var (salts, erased) = Commitments(activity, stored.RecordedBy);
        var headers = new Dictionary<string, object>
        {
            ["id"] = generated.Text(),
            ["source"] = "/tests",
            ["extensions"] = new Dictionary<string, object>
            {
                ["zextension"] = generated.Text(),
                ["number"] = 7,
                ["flag"] = true,
            },
        };
        if (salts.Count > 0) headers["salts"] = salts;
        if (erased.Count > 0) headers["erased"] = erased;
        return new(stored.Position, stored.Version, StoredEvents.Catalogue.TypeOf(activity).StoredName,
            stored.Stream.ToString(), stored.RecordedAt, stored.RecordedBy, generated.Maybe(generated.Text),
            generated.Maybe(() => stored.Id.ToString("D", CultureInfo.InvariantCulture)), RecordJson.Write(headers),
            AsPostgresPrints(activity));
    }

    /// <summary>PostgreSQL sorts the names of a jsonb by their length and prints it with spaces.</summary>
    private static string AsPostgresPrints(Activity activity) => Printed(JsonNode.Parse(RecordJson.Write(activity)));

    private static string Printed(JsonNode? node) => node switch
    {
        JsonObject fields => $"{{{string.Join(", ", fields
            .OrderBy(field => Encoding.UTF8.GetByteCount(field.Key)).ThenBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{JsonSerializer.Serialize(field.Key, RecordJson.Options)}: {Printed(field.Value)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(Printed))}]",
        null => "null",
        _ => node.ToJsonString(RecordJson.Options),
    };
}
