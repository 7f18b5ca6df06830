using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>Refusals are worded in the language that Accept-Language prefers, in English without one.</summary>
public sealed class RefusalLanguageTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Theory]
    [InlineData(null, "en", "Enter the venue.")]
    [InlineData("en", "en", "Enter the venue.")]
    [InlineData("fr", "en", "Enter the venue.")]
    [InlineData("vi", "vi", "Chưa nhập nơi họp.")]
    [InlineData("vi-VN,vi;q=0.9,en;q=0.8", "vi", "Chưa nhập nơi họp.")]
    [InlineData("en;q=0.3,vi;q=0.5", "vi", "Chưa nhập nơi họp.")]
    public async Task A_refusal_is_worded_in_the_language_that_is_asked_for(
        string? asked, string answered, string sentence)
    {
        var meeting = Scenarios.Meeting();
        meeting.Remove("venue");

        var refused = await app.PostAsync("/v1/meetings", meeting, asked is null ? [] : [("Accept-Language", asked)]);

        refused.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(sentence, (string?)refused.Json["detail"]);
        Assert.Equal(
            $$$"""[{"code":"required","detail":"{{{sentence}}}","arguments":{"what":"venue"}}]""",
            refused.Json["errors"]!["venue"]!.ToJsonString(RecordJson.Options));
        AssertLanguage(refused, answered);
    }

    [Fact]
    public async Task Names_stand_in_the_sentence_and_keys_in_its_arguments()
    {
        var gifts = Samples.CommunityActivityHeld("names").With("cityIds", new JsonArray("hue"));

        var refused = await app.PostAsync(gifts.Route, gifts.Data, Language("vi"));

        refused.Refused(HttpStatusCode.UnprocessableEntity, "unknown-city");
        Assert.Equal("Sổ không có địa phương “hue”. Nếu thật là nơi mới, nhờ quản trị viên thêm.",
            (string?)refused.FaultAt("cityIds")["detail"]);

        var held = Scenarios.Meeting();
        held["occurredOn"] = "2019-01-02";
        var before = await app.PostAsync("/v1/meetings", held, Language("vi"));
        before.Refused(HttpStatusCode.UnprocessableEntity, "city-not-a-member");
        Assert.Equal("Cần Thơ không là thành viên Cụm thi đua số 1 ngày 02/01/2019. Bỏ chọn; nếu là khách thì chọn ở "
            + "“Khách mời”.", (string?)before.FaultAt("cityIds")["detail"]);
        Assert.Equal(("\"can-tho\"", "\"cluster/cum-1-bca\"", "\"2019-01-02\""), (before.ValueAt("cityIds", "city"),
            before.ValueAt("cityIds", "cluster"), before.ValueAt("cityIds", "day")));
    }

    [Fact]
    public async Task What_is_wrong_with_two_fields_for_one_reason_is_said_once()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!["cityIds"] = new JsonArray("Cần Thơ", "Cần Thơ");

        var refused = await app.PostEventAsync(new JsonArray(flowers), Language("vi"));

        refused.Refused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["[0].data.cityIds[0]", "[0].data.cityIds[1]"], refused.Fields());
        Assert.Equal(
            "“Cần Thơ” không phải khóa của địa phương. "
            + "Khóa viết thường, không dấu, nối bằng gạch ngang, ví dụ can-tho.",
            (string?)refused.Json["detail"]);
    }

    [Fact]
    public async Task Every_kind_of_refusal_says_its_language()
    {
        var vietnamese = Language("vi");
        Answer[] refusals =
        [
            await app.GetAsync("/v1/timelines/cities/can-tho?from=02/05/2022", vietnamese),
            await app.GetAsync("/v1/timelines/cities/nowhere", vietnamese),
            await app.GetAsync("/v1/nowhere", vietnamese),
            await app.PostRawAsync("/v1/meetings", "{", "application/json", vietnamese),
            await app.PostRawAsync("/v1/meetings", "{}", "text/plain", vietnamese),
            await app.PostRawAsync("/v1/meetings", new string(' ', 2_000_000), "application/json", vietnamese),
            await app.PostRawAsync("/v1/events", "[]", "application/cloudevents-batch+json", vietnamese),
            await app.PostAsync("/v1/timelines/cities/can-tho", new JsonObject(), vietnamese),
            await app.GetAsync("/v1/timelines/cities/can-tho", vietnamese, ("Accept", "text/html")),
            await app.PostAsync("/v1/meetings", Scenarios.Meeting(), vietnamese, ("If-Match", "x")),
        ];

        Assert.Equal([400, 404, 404, 400, 415, 413, 400, 405, 406, 400], refusals.Select(one => (int)one.Status));
        Assert.All(refusals, refused =>
        {
            AssertLanguage(refused, "vi");
            Assert.Matches("[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ]", (string)refused.Json["detail"]!);
        });
    }

    [Fact]
    public async Task The_lines_of_an_import_are_worded_as_well()
    {
        var flowers = Scenarios.Flowers();
        flowers["data"]!.AsObject().Remove("honouree");

        var lines = (await app.PostRawAsync(
            "/v1/events", flowers.ToJsonString(), "application/x-ndjson", Language("vi"))).Expect(HttpStatusCode.OK);

        Assert.Equal("Chưa nhập người được tưởng niệm.", (string?)lines.Json["detail"]);
        Assert.Equal("Chưa nhập người được tưởng niệm.", (string?)lines.FaultAt("data.honouree")["detail"]);
        AssertLanguage(lines, "vi");
    }

    private static (string, string) Language(string asked) => ("Accept-Language", asked);

    private static void AssertLanguage(Answer answer, string language)
    {
        Assert.Equal([language], answer.ContentHeaders.ContentLanguage);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }
}
