using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Recording;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>What is one city's is added to, and corrected, by nobody whom it does not concern.</summary>
public sealed class StreamOwnershipTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private readonly TestApp _app = secured.App;

    private (string, string) OfCanTho => secured.Authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);

    private (string, string) OfDaNang => secured.Authority.SignedIn("minh", [Role.Recorder], ["da-nang"]);

    [Fact]
    public async Task Another_city_neither_adds_to_a_stream_nor_corrects_it()
    {
        var held = (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), OfCanTho)).Expect(HttpStatusCode.Created);
        var (meeting, activity) = (held.Stream!.Split('/')[1], (string)held.Json["activityId"]!);

        (await _app.PostAsync($"/v1/meetings/{meeting}/remarks", Remarks("da-nang"), OfDaNang))
            .Refused(HttpStatusCode.Forbidden, "not-your-stream");
        (await _app.PostAsync($"/v1/activities/{activity}/retraction", new JsonObject { ["reason"] = "x" }, OfDaNang))
            .Expect(HttpStatusCode.Forbidden);
        (await _app.PostAsync($"/v1/meetings/{meeting}/remarks", Remarks("can-tho"), OfCanTho))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_city_that_is_concerned_adds_to_it()
    {
        var meeting = Scenarios.Meeting();
        meeting["cityIds"] = new JsonArray("can-tho", "da-nang");
        var held = (await _app.PostAsync(
            "/v1/meetings", meeting, secured.Authority.SignedIn("hoa", [Role.Recorder], ["*"])))
            .Expect(HttpStatusCode.Created);

        (await _app.PostAsync($"/v1/meetings/{held.Stream!.Split('/')[1]}/remarks", Remarks("da-nang"), OfDaNang))
            .Expect(HttpStatusCode.Created);
    }

    private static JsonObject Remarks(string city) => new()
    {
        ["occurredOn"] = Scenarios.Today,
        ["cityIds"] = new JsonArray(city),
        ["person"] = new JsonObject { ["name"] = "Nguyễn Văn A" },
        ["kind"] = "Closing",
    };
}
