using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Recording.Http;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

/// <summary>
/// What a recorder of Đà Nẵng cannot say about others by route, CloudEvent or form, whichever city it names in
/// <c>cityIds</c>.
/// </summary>
public sealed class OthersFactsTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private readonly TestApp _app = secured.App;

    private (string, string) Office => secured.Authority.SignedIn("hoa", [Role.Recorder], ["*"]);

    private (string, string) OfCanTho => secured.Authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);

    private (string, string) OfDaNang => secured.Authority.SignedIn("minh", [Role.Recorder], ["da-nang"]);

    /// <summary>The kind, and its fields beside those of the envelope.</summary>
    public static TheoryData<string, string> Facts => new()
    {
        { "CrossInspectionConducted", """{"inspector":"can-tho","inspected":"da-nang"}""" },
        { "PactSigned", """{"signatories":["can-tho","da-nang"]}""" },
        { "DriveClosed", """{"name":"Cao điểm","from":"2022-07-01","to":"2022-07-28"}""" },
        { "PrioritiesSet", """{"items":["x"],"horizon":"2022"}""" },
        { "CampaignReviewed", """{"period":{"from":"2022-01-01","to":"2022-06-30"},"kind":"MidYear"}""" },
        { "MeetingHeld", """{"kind":"Other","venue":"x","hostUnit":{"name":"Công an Cần Thơ","cityId":"can-tho"}}""" },
        {
            "DirectiveIssued",
            """
            {"issuer":{"name":"Công an Cần Thơ","cityId":"can-tho"},"basis":"Plan","summary":"x",
             "addressees":["da-nang"]}
            """
        },
        { "FlowersOffered", """{"honouree":"x","place":"y","participants":["can-tho","da-nang"]}""" },
        {
            "RemarksDelivered",
            """{"person":{"name":"Nguyễn Văn A","rank":"Thiếu tướng"},"kind":"Guiding","gist":"x"}"""
        },
        { "ScoreFinalised", """{"city":"da-nang","sheetVersion":1,"points":"100","max":"100"}""" },
        { "UnitNominated", """{"city":"da-nang","title":"Cờ thi đua","votes":5}""" },
        {
            "CommendationAwarded",
            """
            {"recipientUnit":"da-nang","title":"Tập thể lao động xuất sắc","level":"Bộ","decisionNumber":"1/QĐ",
             "decisionDate":"2022-07-01"}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public async Task Nobody_states_facts_about_others(string kind, string fields)
    {
        var meeting = await ConferenceAsync();
        var type = Samples.Of(kind).Type;
        var path = type.Route.Replace(
            "{id}", kind == "RemarksDelivered" ? meeting.Split('/')[1] : Scenarios.Campaign, StringComparison.Ordinal);
        var data = JsonNode.Parse(fields)!.AsObject();
        data["occurredOn"] = Scenarios.Today;
        data["clusterId"] = Scenarios.Cluster;

        var stream = kind == "RemarksDelivered" ? meeting
            : path.Contains(Scenarios.Campaign, StringComparison.Ordinal) ? $"campaign/{Scenarios.Campaign}" : null;
        foreach (var cities in (string[][])[["da-nang"], ["can-tho", "da-nang"]])
        {
            data["cityIds"] = new JsonArray([.. cities.Select(city => JsonValue.Create(city))]);
            var sent = Scenarios.Event(type.StoredName[..^3], stream, data.DeepClone().AsObject());
            sent["source"] = "/cities/da-nang";

            (await _app.PostAsync(path, data, OfDaNang)).Refused(HttpStatusCode.Forbidden, "not-your-city");
            (await _app.PostEventAsync(sent, OfDaNang)).Refused(HttpStatusCode.Forbidden, "not-your-city");
            (await _app.PostEventAsync(new JsonArray(sent.DeepClone()), OfDaNang))
                .Refused(HttpStatusCode.Forbidden, "not-your-city");
            var line = (await _app.PostRawAsync("/v1/events", sent.ToJsonString(), MediaTypes.Lines, OfDaNang))
                .Expect(HttpStatusCode.OK);
            Assert.Equal((403, "not-your-city"), ((int)line.Json["status"]!, (string?)line.Json["type"]));
        }
    }

    [Fact]
    public async Task Nothing_but_meetings_ceremonies_community_activities_and_inspections_has_guests()
    {
        var assessment = new JsonObject
        {
            ["occurredOn"] = Scenarios.Today,
            ["cityIds"] = new JsonArray("da-nang"),
            ["guestCityIds"] = new JsonArray("can-tho"),
            ["items"] = JsonNode.Parse("""[{"topic":"Hạn chế","text":"Cần Thơ còn chậm","polarity":"Shortfall"}]"""),
        };
        var path = $"/v1/campaigns/{Scenarios.Campaign}/assessments";

        (await _app.PostAsync(path, assessment, OfDaNang))
            .Refused(HttpStatusCode.UnprocessableEntity, "guests-not-allowed");
        assessment.Remove("guestCityIds");
        var own = (await _app.PostAsync(path, assessment, OfDaNang)).Expect(HttpStatusCode.Created);
        (await CorrectAsync(own, "guestCityIds", new JsonArray(), new JsonArray("can-tho")))
            .Refused(HttpStatusCode.UnprocessableEntity, "guests-not-allowed");
        (await CorrectAsync(own, "cityIds", new JsonArray("da-nang"), new JsonArray("da-nang", "can-tho")))
            .Refused(HttpStatusCode.Forbidden, "not-your-city");
    }

    [Fact]
    public async Task A_guest_adds_nothing_to_the_stream_of_its_host()
    {
        var meeting = Scenarios.Meeting();
        meeting["guestCityIds"] = new JsonArray("da-nang");
        var held = (await _app.PostAsync("/v1/meetings", meeting, OfCanTho)).Expect(HttpStatusCode.Created).Stream!;
        var remarks = JsonNode.Parse("""{"person":{"name":"Nguyễn Văn A"},"kind":"Other"}""")!.AsObject();
        remarks["occurredOn"] = Scenarios.Today;
        remarks["cityIds"] = new JsonArray("da-nang");
        var source = new JsonObject { ["title"] = "Bài", ["cityIds"] = new JsonArray("da-nang") };
        source["occurredOn"] = Scenarios.Today;

        (await _app.PostAsync($"/v1/meetings/{held.Split('/')[1]}/remarks", remarks, OfDaNang))
            .Refused(HttpStatusCode.Forbidden, "not-your-stream");
        (await _app.PostAsync($"/v1/streams/{held}/sources", source, OfDaNang)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_stream_key_that_begins_with_a_city_belongs_to_that_city()
    {
        var gifts = Samples.CommunityActivityHeld("x").With("cityIds", new JsonArray("da-nang"));
        var sent = Scenarios.Event("community-activity-held", "community/can-tho-2022", gifts.Data);
        sent["source"] = "/cities/da-nang";

        (await _app.PostAsync($"{gifts.Path}?stream=community/can-tho-2022", gifts.Data, OfDaNang))
            .Refused(HttpStatusCode.Forbidden, "not-your-stream");
        (await _app.PostEventAsync(sent, OfDaNang)).Refused(HttpStatusCode.Forbidden, "not-your-stream");
        (await _app.PostAsync($"{gifts.Path}?stream=community/da-nang-2022", gifts.Data, OfDaNang))
            .Expect(HttpStatusCode.Created);
        (await _app.PostAsync($"{gifts.Path}?stream=community/can-tho-2022",
            gifts.With("cityIds", new JsonArray("can-tho")).Data, OfCanTho)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_host_records_its_meeting_its_remarks_and_the_tribute_that_goes_with_it()
    {
        var meeting = Scenarios.Meeting();
        meeting.Remove("cityIds");
        meeting["scope"] = "Cluster";
        meeting["hostUnit"]!["cityId"] = "can-tho";
        (await _app.PostAsync("/v1/meetings", meeting, OfDaNang)).Refused(HttpStatusCode.Forbidden, "not-your-city");
        var held = (await _app.PostAsync("/v1/meetings", meeting, OfCanTho)).Expect(HttpStatusCode.Created).Stream!;

        var flowers = Scenarios.Flowers()["data"]!.AsObject();
        (await _app.PostAsync("/v1/ceremonies/flowers", flowers, OfCanTho))
            .Refused(HttpStatusCode.Forbidden, "not-your-city");
        flowers["relatedTo"] = held;
        (await _app.PostAsync("/v1/ceremonies/flowers", flowers, OfCanTho)).Expect(HttpStatusCode.Created);
        (await _app.PostAsync("/v1/ceremonies/flowers", flowers, OfDaNang))
            .Refused(HttpStatusCode.Forbidden, "not-your-city");
    }

    private Task<Answer> CorrectAsync(Answer recorded, string field, JsonNode? old, JsonNode? changed) =>
        _app.PostAsync($"/v1/activities/{recorded.Json["activityId"]}/corrections", new JsonObject
        {
            ["reason"] = "x",
            ["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["old"] = old, ["new"] = changed }),
        }, OfDaNang);

    /// <summary>A conference of the cluster, which its office recorded.</summary>
    private async Task<string> ConferenceAsync()
    {
        var meeting = Scenarios.Meeting();
        meeting.Remove("cityIds");
        meeting["scope"] = "Cluster";
        return (await _app.PostAsync("/v1/meetings", meeting, Office)).Expect(HttpStatusCode.Created).Stream!;
    }
}
