using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using Xunit;

namespace ClusterEvents.Domain.Tests;

public sealed class StoredReadingTests
{
    /// <summary>
    /// An example of every shape that was ever stored, read by the program of today. A difference here means that the
    /// record says something else than it did.
    /// </summary>
    [Fact]
    public async Task Every_stored_shape_of_every_version_reads_as_approved()
    {
        var received = string.Join('\n', (await ApprovedShapes.ReadAsync()).Select(stored =>
        {
            Assert.True(StoredEvents.Catalogue.TryGetCloudEventType($"clusterevents.{stored.Key}", out var shape),
                $"{stored.Key} was stored once and is read no more.");
            var activity = shape.Read(JsonSerializer.Deserialize<JsonElement>(stored.Value));
            var texts = new[] { Language.Vietnamese, Language.English }
                .Select(language => shape.Type.Describe(activity, language));
            // References to names stand between control characters, which an editor does not show.
            static string Shown(string text) => text.Replace('\u0002', '‹').Replace('\u0003', '›');
            return $"{stored.Key}\n"
                + $"{string.Join('\n', texts.Select(text => Shown($"{text.Title} | {text.Summary}")))}\n"
                + $"{RecordJson.Write(activity)}\n";
        }));

        await ApprovedShapes.CompareReadingsAsync(received);
    }
}
