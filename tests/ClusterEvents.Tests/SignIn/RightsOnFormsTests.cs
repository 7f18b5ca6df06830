using System.Net;
using ClusterEvents.Pages.Posts;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>What forms offer to somebody who records for one city, and what they say about the rest.</summary>
[Collection<OnSignedInSite>]
public sealed class RightsOnFormsTests(SignedInSite site) : IDisposable
{
    private readonly Visitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task A_recorder_of_one_city_chooses_that_city_and_is_told_who_records_the_rest()
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);

        var own = await TextAsync(await _visitor.GetAsync(site.At("/vi/record/score-submitted")));
        Assert.Contains("id=\"city-can-tho\"", own, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"city-da-nang\"", own, StringComparison.Ordinal);
        // Nobody finalises the own score.
        var others = await TextAsync(await _visitor.GetAsync(site.At("/vi/record/score-finalised")));
        Assert.DoesNotContain("id=\"city-can-tho\"", others, StringComparison.Ordinal);
        Assert.Contains("id=\"city-da-nang\"", others, StringComparison.Ordinal);
        var kinds = await TextAsync(await _visitor.GetAsync(site.At("/vi/record")));
        Assert.Contains("Cơ quan thường trực cụm ghi.", kinds, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_for_another_city_is_refused_with_whom_to_ask_and_kept()
    {
        await site.SignInAsync(_visitor, SignedInSite.Lan);
        var token = await TextAsync(await _visitor.GetAsync(site.At("/vi/record/x")));

        using var refused = await _visitor.PostAsync(site.At("/vi/record/score-submitted"), (PagePost.Field, token),
            ("city", "da-nang"), ("points", "93,5"), ("max", "100"), ("sheetVersion", "1"),
            ("occurredOn", "29/07/2022"),
            ("clusterId", "cum-1-bca"), ("do", "record"));

        var page = await TextAsync(refused);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(
            "Bạn ghi cho Cần Thơ, còn việc này của Đà Nẵng. Nhờ người ghi của Đà Nẵng", page, StringComparison.Ordinal);
        Assert.Contains("value=\"93,5\"", page, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestApp.Cancel));
}
