using System.Net;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Recording.Model;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>A form that meets a store that is away: everything typed is kept, in words, and sent again.</summary>
public sealed class KeptFormTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task What_was_typed_is_listed_in_words_and_recorded_when_the_store_is_back()
    {
        var form = (await HtmlForm.OpenAsync(app, "/vi/record/flowers-offered"))
            .Set("occurredOn", "29/07/2022").Set("dayPart", "Morning").Set("honouree", "Các anh hùng liệt sĩ")
            .Set("place", "Nghĩa trang thành phố").Set("all", "no").Set("participants", "can-tho", "da-nang")
            .Set("sources[0].note", "Sổ trực ban").Set("repeat", "another");
        const string events = "clusterevents.mt_events";

        await app.RefuseInsertsAsync(events, "disk_full");
        var kept = (await form.SendAsync(app, "record")).Expect(HttpStatusCode.ServiceUnavailable);
        await app.TakeInsertsAsync(events);
        var done = (await HtmlForm.Of(kept).SendAsync(app, "record")).Expect(HttpStatusCode.OK);

        var page = WebUtility.HtmlDecode(kept.Text);
        Assert.Contains("<dt>Ngày diễn ra</dt><dd>29/07/2022</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Buổi</dt><dd>Buổi sáng</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dd>Cần Thơ, Đà Nẵng</dd>", page, StringComparison.Ordinal);
        var list = page[page.IndexOf("<dl", StringComparison.Ordinal)..];
        Assert.DoesNotContain("can-tho", list, StringComparison.Ordinal);
        Assert.DoesNotContain("<dd>no</dd>", list, StringComparison.Ordinal);
        Assert.Contains("Đã ghi", WebUtility.HtmlDecode(done.Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", "yes", "Địa phương", "Tất cả thành viên của cụm")]
    [InlineData("stream", "ceremony/0198c", "Gắn với", "đã chọn")]
    [InlineData("campaignIds", "vi-an-ninh-to-quoc-2022", "Phong trào", "đã chọn")]
    [InlineData("cityIds", "hue", "Địa phương", "Huế")]
    [InlineData("hostUnit", "hue", "Đơn vị đăng cai", "Huế")]
    [InlineData("precision", "Day", "Độ chính xác của ngày", "Đúng ngày")]
    [InlineData("remarks[1].person.name", "An", "Phát biểu 2, Người phát biểu, Tên", "An")]
    [InlineData("rite", "incense", "Đã làm gì", "Dâng hương")]
    [InlineData("why", "twice", "Vì sao", "Đã ghi hai lần")]
    [InlineData("v.ty-le.hue.2026-06", "95,5", "Huế, 06/2026", "95,5")]
    [InlineData("items[x].text", "dài", "Nội dung, Nội dung", "dài")]
    [InlineData("sources[99999999999].note", "dài", "Nguồn, Ghi chú", "dài")]
    [InlineData("items[", "dài", "Nội dung", "dài")]
    public void A_field_and_its_value_are_put_into_words(string name, string value, string label, string words) =>
        Assert.Equal([(label, words)], Of(name, value));

    [Theory]
    [InlineData("key", "0198")]
    [InlineData("version", "3")]
    [InlineData("lastTime", "yes")]
    [InlineData("all", "no")]
    [InlineData("seen", "42")]
    [InlineData("place", "  ")]
    [InlineData("[", "x")]
    public void What_no_person_typed_is_left_out(string name, string value) => Assert.Empty(Of(name, value));

    private static IEnumerable<(string, string)> Of(string name, string value) =>
        new KeptValues(Language.Vietnamese, key => key == "hue" ? "Huế" : null)
            .Of(FormInput.Of([KeyValuePair.Create(name, new StringValues(value))]));
}
