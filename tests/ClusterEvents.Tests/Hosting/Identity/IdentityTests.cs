using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

public sealed class IdentityTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private readonly Authority _authority = secured.Authority;
    private readonly TestApp _app = secured.App;

    private (string, string) Recorder => _authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);

    [Theory]
    [InlineData("GET", "/v1/timelines/cities/can-tho")]
    [InlineData("GET", "/v1/cities")]
    [InlineData("GET", "/v1/events")]
    [InlineData("GET", "/v1/streams/city/can-tho")]
    [InlineData("GET", "/v1/activities/x")]
    [InlineData("POST", "/v1/meetings")]
    [InlineData("POST", "/v1/events")]
    [InlineData("GET", "/log/tile/entries/000.p/1")]
    [InlineData("GET", "/LOG/Tile/Entries/000.p/1")]
    [InlineData("GET", "/V1/cities")]
    [InlineData("GET", "/V1/Timelines/Cities/can-tho")]
    [InlineData("POST", "/V1/meetings")]
    public async Task Without_a_token_nothing_can_be_read_or_recorded(string method, string path)
    {
        var answer = method == "GET" ? await _app.GetAsync(path) : await _app.PostAsync(path, Scenarios.Meeting());

        answer.Refused(HttpStatusCode.Unauthorized, "not-signed-in");
        Assert.Contains("bearer token", (string)answer.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    public static TheoryData<string> BadTokens =>
    [
        "expired", "another issuer", "another audience", "another key", "no token at all", "no signature", "nobody's",
        "of a blank name",
    ];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task An_invalid_token_is_rejected(string what)
    {
        Dictionary<string, object> claims = new() { ["role"] = Role.Reader };
        var token = what switch
        {
            "expired" => _authority.Token("lan", claims, validFor: TimeSpan.FromHours(-1)),
            "another issuer" => _authority.Token("lan", claims, issuer: "http://127.0.0.1:1"),
            "another audience" => _authority.Token("lan", claims, audience: "something-else"),
            "nobody's" => _authority.Token(null, claims),
            "of a blank name" => _authority.Token(" ", claims),
            "another key" => _authority.Token("lan", claims, foreignKey: true),
            "no signature" => _authority.Token("lan", claims)[..^8] + "AAAAAAAA",
            _ => "rubbish",
        };

        (await _app.GetAsync("/v1/cities", ("Authorization", $"Bearer {token}")))
            .Refused(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Theory]
    [InlineData("lan\0")]
    [InlineData("lan\u001b[2J")]
    [InlineData("lan\n")]
    public async Task A_token_with_a_name_that_cannot_be_recorded_is_rejected(string name)
    {
        var token = _authority.SignedIn(name, [Role.Recorder], ["*"]);

        (await _app.PostEventAsync(Scenarios.Flowers(), token)).Refused(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task A_token_with_a_name_too_long_for_a_source_is_rejected()
    {
        (string, string) Named(int letters) =>
            _authority.SignedIn(new string('ễ', letters), [Role.Recorder], ["*"]);

        (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Named(54))).Expect(HttpStatusCode.Created);
        (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Named(55)))
            .Refused(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Theory]
    [InlineData("role")]
    [InlineData("roles")]
    public async Task Roles_are_taken_from_role_and_from_roles(string claim)
    {
        var reader = _authority.SignedIn("minh", [Role.Reader], claim: claim);

        var cities = (await _app.GetAsync("/v1/cities", reader)).Expect(HttpStatusCode.OK);

        Assert.Equal(["can-tho", "da-nang", "hai-phong"],
            cities.Json.AsArray().Select(city => (string)city!["cityId"]!));
    }

    [Fact]
    public async Task A_person_without_a_role_may_not_read()
    {
        var nobody = _authority.SignedIn("khach", ["visitor"], ["can-tho"]);

        (await _app.GetAsync("/v1/timelines/cities/can-tho", nobody)).Refused(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Auditor)]
    public async Task A_reader_cannot_record(string role)
    {
        var reader = _authority.SignedIn("minh", [role], ["*"]);

        foreach (var path in new[] { "/v1/meetings", "/V1/Meetings" })
            (await _app.PostAsync(path, Scenarios.Meeting(), reader))
                .Refused(HttpStatusCode.Forbidden, "not-allowed");
        (await _app.PostEventAsync(Scenarios.Flowers(), reader)).Refused(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Recorder)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    public async Task Every_role_may_read(string role)
    {
        var timeline = await _app.GetAsync("/v1/timelines/cities/can-tho", _authority.SignedIn("minh", [role]));

        Assert.Equal("Cần Thơ", (string)timeline.Expect(HttpStatusCode.OK).Json["title"]!);
    }

    [Fact]
    public async Task A_recorder_records_for_its_city_under_its_name()
    {
        var created = (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Recorder))
            .Expect(HttpStatusCode.Created);

        var activity = await _app.GetAsync($"/v1/activities/{created.Json["activityId"]}", Recorder);

        Assert.Equal("lan", (string)activity.Expect(HttpStatusCode.OK).Json["recordedBy"]!);
    }

    [Theory]
    [InlineData("""{"cityIds":["da-nang"]}""", "not-your-city", "You record for Cần Thơ, and this is Đà Nẵng's.")]
    [InlineData("""{"cityIds":["can-tho","da-nang"]}""", "not-your-city", "Ask the recorder of Đà Nẵng")]
    [InlineData("""{"scope":"Cluster","cityIds":null}""", "needs-the-cluster", "the office of the cluster")]
    [InlineData("""{"scope":"Campaign","cityIds":null}""", "needs-the-cluster", "the office of the cluster")]
    public async Task A_recorder_of_one_city_records_for_no_other_and_not_for_the_cluster(
        string change, string code, string named)
    {
        var meeting = Scenarios.Meeting();
        foreach (var (field, value) in JsonNode.Parse(change)!.AsObject())
            if (value is null) meeting.Remove(field);
            else meeting[field] = value.DeepClone();

        var byRoute = await _app.PostAsync("/v1/meetings", meeting, Recorder);
        var byCloudEvent =
            await _app.PostEventAsync(Own(Scenarios.Event("meeting-held", null, meeting), "lan"), Recorder);

        byRoute.Refused(HttpStatusCode.Forbidden, "not-your-city");
        byCloudEvent.Refused(HttpStatusCode.Forbidden, "not-your-city");
        Assert.Equal(code, byRoute.CodeAt(""));
        Assert.Contains(named, (string)byRoute.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorder_of_one_city_cannot_open_registers()
    {
        var city = Samples.CityRegistered("hue", "Huế", "46");

        (await _app.PostAsync(city.Route, city.Data, Recorder)).Refused(HttpStatusCode.Forbidden, "not-your-city");
    }

    [Theory]
    [InlineData(Role.Recorder, "*")]
    [InlineData(Role.Administrator, "nowhere")]
    public async Task A_recorder_of_all_cities_and_an_administrator_record_for_the_cluster(string role, string city)
    {
        var all = _authority.SignedIn("chi", [role], [city]);

        (await _app.PostEventAsync(Own(Scenarios.Flowers(), "chi"), all)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_recorder_of_several_cities_records_for_them_together()
    {
        var two = _authority.SignedIn("hai", [Role.Recorder], ["can-tho", "da-nang"]);

        var flowers = Own(Scenarios.Flowers(), "hai");
        (flowers["data"]!["scope"], flowers["data"]!["cityIds"]) = ("City", new JsonArray("can-tho", "da-nang"));

        (await _app.PostEventAsync(flowers, two)).Expect(HttpStatusCode.Created);
    }

    /// <summary>An event under the source of its recorder: one that others used before is theirs.</summary>
    private static JsonObject Own(JsonObject cloudEvent, string recorder)
    {
        cloudEvent["source"] = $"/recorders/{recorder}";
        return cloudEvent;
    }

    [Fact]
    public async Task Only_an_administrator_preserves_originals()
    {
        var recorder = _authority.SignedIn("chi", [Role.Recorder], ["*"]);

        (await _app.PostRawAsync("/v1/events?preserve=true", Scenarios.Flowers().ToJsonString(),
            "application/cloudevents+json", recorder)).Refused(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Theory]
    [InlineData(Role.Auditor, HttpStatusCode.OK)]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    [InlineData(Role.Reader, HttpStatusCode.Forbidden)]
    [InlineData(Role.Recorder, HttpStatusCode.Forbidden)]
    public async Task Auditors_audit(string role, HttpStatusCode status)
    {
        var somebody = _authority.SignedIn("kiem", [role], ["*"]);

        (await _app.GetAsync("/v1/audit/verifications", somebody)).Expect(status);
        (await _app.GetAsync("/v1/audit/replay/cities/can-tho", somebody)).Expect(status);
    }

    [Fact]
    public async Task Only_an_administrator_erases()
    {
        var recorder = _authority.SignedIn("chi", [Role.Recorder], ["*"]);
        var meeting = Scenarios.Meeting();
        meeting["chair"] = new JsonObject { ["name"] = "Nguyễn Văn A" };
        var held = (await _app.PostAsync("/v1/meetings", meeting, recorder)).Expect(HttpStatusCode.Created);
        var erasure = new JsonObject { ["legalBasis"] = "x", ["requestedBy"] = "x", ["reason"] = "x" };
        var path = $"/v1/activities/{held.Json["activityId"]}/erasure";

        (await _app.PostAsync(path, erasure, recorder)).Refused(HttpStatusCode.Forbidden, "not-allowed");
        (await _app.PostAsync(path, erasure, _authority.SignedIn("an", [Role.Administrator])))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Only_an_administrator_sees_deliveries_that_were_given_up_and_sends_them_again()
    {
        const string Letters = "/v1/webhooks/dead-letters";
        var others = _authority.SignedIn("chi", [Role.Recorder, Role.Reader, Role.Auditor], ["*"]);
        var administrator = _authority.SignedIn("an", [Role.Administrator]);

        (await _app.GetAsync(Letters, others)).Refused(HttpStatusCode.Forbidden, "not-allowed");
        (await _app.PostAsync($"{Letters}/1/replay", new { }, others)).Refused(HttpStatusCode.Forbidden, "not-allowed");
        Assert.Equal(0, (int)(await _app.GetAsync(Letters, administrator)).Expect(HttpStatusCode.OK).Json["total"]!);
    }

    [Fact]
    public async Task The_same_Idempotency_Key_of_two_recorders_is_two_keys()
    {
        var other = _authority.SignedIn("hoa", [Role.Recorder], ["can-tho"]);

        var first = await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Recorder, ("Idempotency-Key", "k"));
        var second = await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), other, ("Idempotency-Key", "k"));

        Assert.NotEqual(first.Expect(HttpStatusCode.Created).Stream, second.Expect(HttpStatusCode.Created).Stream);
    }

    [Fact]
    public async Task Health_is_for_everyone()
    {
        Assert.Equal("live", (string)(await _app.GetAsync("/health/live")).Expect(HttpStatusCode.OK).Json["status"]!);
        Assert.Equal("ready", (string)(await _app.GetAsync("/health/ready")).Expect(HttpStatusCode.OK).Json["status"]!);
    }
}

public sealed class PublicReadingTests(PublicApp open) : IClassFixture<PublicApp>
{
    [Theory]
    [InlineData("/v1/timelines/cities/can-tho", "Cần Thơ")]
    [InlineData("/v1/timelines/campaigns/vi-an-ninh-to-quoc-2022", "Vì an ninh Tổ quốc 2022")]
    [InlineData("/V1/timelines/cities/can-tho", "Cần Thơ")]
    public async Task The_setting_opens_timelines_to_everyone(string path, string title) =>
        Assert.Equal(title, (string)(await open.App.GetAsync(path)).Expect(HttpStatusCode.OK).Json["title"]!);

    [Theory]
    [InlineData("/v1/cities")]
    [InlineData("/v1/events")]
    [InlineData("/V1/events")]
    [InlineData("/v1/streams/city/can-tho")]
    [InlineData("/v1/activities/x")]
    public async Task The_setting_opens_nothing_else(string path) =>
        (await open.App.GetAsync(path)).Refused(HttpStatusCode.Unauthorized, "not-signed-in");

    [Fact]
    public async Task The_setting_lets_nobody_record() =>
        (await open.App.PostEventAsync(Scenarios.Flowers())).Refused(HttpStatusCode.Unauthorized, "not-signed-in");
}
