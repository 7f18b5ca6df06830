using System.Buffers;
using System.Text;
using System.Text.Json;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.Timelines.Pages;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

/// <summary>What an entry is made of, held against the JSON of the activity that it shows.</summary>
public sealed class TimelineEntryTests
{
    private const int Seeds = 20;

    private static readonly HashSet<string> Envelope =
        [.. typeof(Activity).GetProperties().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name))];

    public static IEnumerable<(GeneratedEntry Generated, TimelineEntry Entry)> Entries() =>
        from seed in Enumerable.Range(0, Seeds)
        let generated = new GeneratedActivities(seed)
        from activity in generated.OfEachType()
        let recorded = generated.Stored(activity)
        select (new GeneratedEntry(recorded), TimelineEntry.Of(
            recorded, new EntryState(recorded.Id, activity), [], StoredEvents.Catalogue));

    [Fact]
    public void A_search_looks_into_every_text_that_the_activity_has_in_JSON()
    {
        foreach (var (generated, entry) in Entries())
        {
            using var json = JsonDocument.Parse(generated.Json);
            // The names that a title refers to are no part of the entry.
            string[] wording = [.. new[] { entry.Vietnamese, entry.English }
                .SelectMany(text => new[] { text.Title, text.Summary }).Select(NameReference.Without)];

            Assert.Equal([.. wording, .. json.RootElement.EnumerateObject()
                .Where(field => !Envelope.Contains(field.Name)).SelectMany(field => TextsIn(field.Value))],
                entry.Texts);
        }
    }

    [Fact]
    public void The_body_holds_the_activity_as_it_is_stored()
    {
        foreach (var (generated, entry) in Entries())
        {
            using var body = JsonDocument.Parse(entry.Body);

            Assert.Equal(generated.Json, body.RootElement.GetProperty("data").GetRawText());
            Assert.EndsWith($",\"data\":{generated.Json}}}", entry.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_shown_entry_is_its_body_with_the_wording_in_front_and_the_corrections_behind()
    {
        foreach (var (_, entry) in Entries())
            foreach (var language in Enum.GetValues<Language>())
            {
                var (title, summary) = entry.In(language);
                var head = JsonSerializer.Serialize(new { title, summary }, RecordJson.Options);

                Assert.Equal($"{head[..^1]},{entry.Body[1..]}",
                    Written(ShownEntry.Of(entry, language, corrections: false)));
                Assert.Equal($"{head[..^1]},{entry.Body[1..^1]},\"corrections\":[]}}",
                    Written(ShownEntry.Of(entry, language, corrections: true)));
            }
    }

    [Fact]
    public void A_page_separates_its_entries()
    {
        ShownEntry[] shown =
            [.. Entries().Take(3).Select(one => ShownEntry.Of(one.Entry, Language.English, corrections: true))];
        var output = new ArrayBufferWriter<byte>();
        new TimelinePage(new("city", "da-nang"), "Đà Nẵng", 9, shown, "next").Write(output);

        Assert.Equal(
            """{"timeline":"city/da-nang","title":"Đà Nẵng","position":9,"entries":["""
            + string.Join(',', shown.Select(Written)) + """],"next":"next"}""",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static IEnumerable<string> TextsIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsIn),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => TextsIn(field.Value)),
        _ => [],
    };

    private static string Written(ShownEntry entry)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, JsonWriting.Copying)) entry.Write(json);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>An event with the JSON of its activity.</summary>
    public sealed record GeneratedEntry(StoredActivity Recorded)
    {
        public string Json { get; } = RecordJson.Write(Recorded.Activity);
    }
}
