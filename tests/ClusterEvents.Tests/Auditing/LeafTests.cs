using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Tests.Recording;
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
                var (salts, erased) = Commitments(activity, seed);
                var recorded = Recorded(generated, activity, salts, erased);
                using var exported = JsonDocument.Parse(recorded.ToJson());
                using var headers = JsonDocument.Parse(recorded.Headers);

                var leaf = Leaf.EntryOf(recorded, headers.RootElement);

                Assert.Equal(
                    Encoding.UTF8.GetString(ActivityLeaf.Of(exported.RootElement, salts, erased)),
                    Encoding.UTF8.GetString(leaf));
            }
        }
    }

    [Fact]
    public void An_attribute_that_is_there_twice_makes_no_leaf()
    {
        var generated = new GeneratedActivities(1);
        var recorded = Recorded(generated, generated.OfEachType().First(), [], []) with
        {
            Headers = """{"id":"1","source":"/tests","extensions":{"subject":"another"}}""",
        };
        using var headers = JsonDocument.Parse(recorded.Headers);

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

    /// <summary>Salts of the personal fields, and commitments of those that were erased.</summary>
    private static (Dictionary<string, string> Salts, Dictionary<string, string> Erased) Commitments(
        Activity activity, int seed)
    {
        var (salts, erased) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var json = JsonNode.Parse(RecordJson.Write(activity))!.AsObject();
        foreach (var (index, pointer) in PersonalFields.Of(activity).Index())
            if (ReadsErased(json, pointer)) erased[pointer] = "sha256:" + new string('0', 64);
            else salts[pointer] = Convert.ToBase64String(BitConverter.GetBytes((long)seed * 100 + index));
        return (salts, erased);
    }

    private static bool ReadsErased(JsonObject json, string pointer) =>
        pointer.Split('/')[1..].Aggregate((JsonNode?)json, (node, step) => node![step]) is JsonValue value
        && value.TryGetValue(out string? text) && text == ActivityLeaf.Erased;

    private static StoredCloudEvent Recorded(
        GeneratedActivities generated, Activity activity, Dictionary<string, string> salts,
        Dictionary<string, string> erased)
    {
        var stored = generated.Stored(activity);
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
