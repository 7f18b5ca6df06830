using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Tests.Recording.Shapes;

public sealed class StoredShapeTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// A difference needs a decision, because stored shapes are permanent. A new event type adds lines; a changed
    /// shape gets the next schema version and keeps the lines of the old one.
    /// </summary>
    [Fact]
    public async Task The_stored_shape_of_every_event_is_the_approved_one()
    {
        await app.GivenAsync([.. Samples.All]);
        await CorrectAsync((await app.GivenAsync(Samples.FlowersOffered("corrected"))).Json["activityId"]!);
        await EraseAsync((await app.GivenAsync(Samples.MeetingHeld("erased"))).Json["activityId"]!);
        var stored = await app.EventsAsync("after=0");

        var approved = await ApprovedShapes.ReadAsync();
        var received = string.Join('\n', StoredEvents.Catalogue.Types.SelectMany(type => type.Shapes).Select(shape =>
        {
            var json = shape.IsCurrent ? JsonSerializer.Serialize(StoredAs(stored, shape.Type.Name), Readable)
                : approved.GetValueOrDefault(shape.StoredName, "what an earlier version stored is missing here");
            return $"{shape.StoredName}\n{json}\n";
        }));

        await ApprovedShapes.CompareAsync(received);
    }

    [Fact]
    public void Every_field_of_every_event_is_in_its_sample()
    {
        // What every event may carry is shown once, by the meeting that was held.
        string[] envelope = [.. typeof(Activity).GetProperties().Select(field => field.Name)];
        foreach (var sample in Samples.All)
        {
            var fields = sample.Type.Reader().Fields.Where(field =>
                !envelope.Contains(field.Property.Name) && !sample.Data.ContainsKey(field.Name));
            Assert.True(!fields.Any(), $"{sample.Kind} lacks {string.Join(", ", fields.Select(field => field.Name))}");
        }
    }

    /// <summary>
    /// Corrections name an entry of this installation, so they are made here and not among the samples.
    /// </summary>
    private async Task CorrectAsync(JsonNode activityId)
    {
        var path = $"/v1/activities/{activityId}";
        var change = new JsonObject { ["field"] = "place", ["old"] = Place(), ["new"] = "Quảng trường" };
        (await app.PostAsync($"{path}/corrections", new JsonObject
        {
            ["changes"] = new JsonArray(change),
            ["reason"] = "Ghi nhầm",
            ["occurredOn"] = "2022-08-01",
        })).Expect(HttpStatusCode.Created);
        foreach (var what in new[] { "disputes", "disputes/withdrawal" })
            (await app.PostAsync(
                $"{path}/{what}", new { City = "can-tho", Reason = "Không đúng", OccurredOn = "2022-08-01" }))
                .Expect(HttpStatusCode.Created);
        foreach (var what in new[] { "retraction", "reinstatement" })
            (await app.PostAsync($"{path}/{what}", new { Reason = "Ghi trùng", OccurredOn = "2022-08-01" }))
                .Expect(HttpStatusCode.Created);
    }

    private async Task EraseAsync(JsonNode activityId) =>
        (await app.PostAsync($"/v1/activities/{activityId}/erasure", new
        {
            LegalBasis = "Nghị định 13/2023/NĐ-CP",
            RequestedBy = "Công an thành phố",
            Reason = "Theo yêu cầu",
            OccurredOn = "2022-08-01",
        })).Expect(HttpStatusCode.Created);

    private static string Place() => (string)Samples.FlowersOffered("corrected").Data["place"]!;

    private static JsonNode StoredAs(JsonObject[] stored, string kind)
    {
        if (StoredEvents.Catalogue.TryGet(kind, out var type) && type.ClrType.IsAssignableTo(typeof(ICorrection)))
        {
            var correction = stored.First(one => (string)one["type"]! == type.CloudEventType)["data"]!;
            correction["targetEventId"] = "00000000-0000-0000-0000-000000000000";
            return correction;
        }

        var sample = Samples.Of(kind);
        return stored.First(one => (string)one["subject"]! == sample.Subject
            && (string)one["type"]! == sample.Type.CloudEventType)["data"]!;
    }
}
