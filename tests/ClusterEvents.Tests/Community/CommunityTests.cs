using System.Net;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Community;

[Collection<OnOwnStreams>]
public sealed class CommunityTests(EstablishedApp app)
{
    [Theory]
    [InlineData(0L)]
    [InlineData(9007199254740991L)]
    public async Task An_amount_is_kept_to_the_dong(long amount)
    {
        var created = await app.GivenAsync(
            Samples.CommunityActivityHeld($"worth-{amount}").With("amountVnd", amount));

        var activity = (await app.GetAsync($"/v1/activities/{created.Json["activityId"]}")).Json;

        Assert.Equal(amount, (long)activity["data"]!["amountVnd"]!);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(9007199254740992L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task An_amount_outside_whole_positive_numbers_is_malformed(long amount)
    {
        var gifts = Samples.CommunityActivityHeld("unworthy").With("amountVnd", amount);

        Assert.Equal(["amountVnd"], (await app.PostAsync(gifts.Route, gifts.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Theory]
    [InlineData("vi", "Hoạt động vì cộng đồng: Tặng quà gia đình chính sách", "Trị giá 150.000.000 đồng")]
    [InlineData("en", "Community activity: Tặng quà gia đình chính sách", "Worth 150,000,000 VND")]
    public async Task Money_is_formatted_in_the_readers_language(string language, string title, string summary)
    {
        var created = await app.GivenAsync(Samples.CommunityActivityHeld($"worded-{language}"));

        var shown = (await app.GetAsync(
            $"/v1/activities/{created.Json["activityId"]}", ("Accept-Language", language))).Json;

        Assert.Equal(title, (string)shown["title"]!);
        Assert.Equal(summary, (string)shown["summary"]!);
    }
}
