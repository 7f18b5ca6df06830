using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>
/// Twelve questions of a secretary, answered from the front page by somebody who was told nothing: on a phone, without
/// JavaScript, in at most three clicks each.
/// </summary>
public sealed class StrangerTests(DemonstrationSite site)
{
    [Fact]
    public Task What_did_a_city_do_in_July() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Row("Thành phố C").GetByRole(AriaRole.Link, new() { Name = "Tháng 7:" }));
        await visit.AnswersAsync("h1", "Thành phố C");
        await visit.AnswersAsync("#entries", "/07/2026");
        Assert.Contains("from=2026-07-01&to=2026-07-31", visit.Page.Url, StringComparison.Ordinal);
    });

    [Fact]
    public Task How_many_directives_of_a_city_are_overdue() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Row("Thành phố C").GetByRole(AriaRole.Link, new() { Name = "quá hạn" }));
        await visit.AnswersAsync("main h2", "Quá hạn 1");
        await visit.AnswersAsync("main table", "Rà soát quy chế chấm điểm");
    });

    [Fact]
    public Task What_was_known_on_1_July() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Row("Thành phố D").GetByRole(AriaRole.Link, new() { Name = "Thành phố D" }));
        await visit.Page.GetByLabel("Như đã biết đến ngày").FillAsync("1/7/2026");
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Lọc" }));
        await visit.AnswersAsync(".band", "Như đã biết đến hết ngày 01/07/2026");
        await visit.AnswersAsync("#entries", "/2026");
        Assert.DoesNotContain(
            "/08/2026", await visit.Page.Locator("#entries").InnerTextAsync(), StringComparison.Ordinal);
    });

    [Fact]
    public Task Which_targets_were_missed() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Navigation("Chỉ tiêu"));
        await visit.Page.GetByLabel("Tình trạng").SelectOptionAsync("missed");
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Lọc" }));
        await visit.AnswersAsync("main .miss", "Không đạt");
    });

    [Fact]
    public Task Who_led_the_cluster_on_a_day() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Navigation("Cụm"));
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Cụm minh họa" }));
        await visit.Page.GetByLabel("Thành viên vào ngày").FillAsync("1/6/2025");
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Xem" }));
        await visit.AnswersAsync(".facts", "Thành phố A (minh họa)");
    });

    [Fact]
    public Task Who_corrected_what_and_why() => AskAsync(async visit =>
    {
        await visit.SearchAsync("ky ket giao uoc");
        await visit.ClickAsync(visit.Page.Locator("article.entry").Filter(new() { HasText = "Đã đính chính" })
            .Locator("h3 a").First);
        await visit.AnswersAsync("main ol.steps", "Đếm lại theo danh sách ký tên");
        await visit.AnswersAsync("main ol.steps", "64");
    });

    [Fact]
    public Task How_do_the_cities_stand_in_the_campaign() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Navigation("Phong trào"));
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "2026" }));
        await visit.AnswersAsync("main table", "quá hạn");
    });

    [Fact]
    public Task What_was_a_city_commended_for() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Navigation("Khen thưởng"));
        await visit.Page.GetByLabel("Địa phương").SelectOptionAsync("thanh-pho-d");
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Lọc" }));
        await visit.AnswersAsync("main table", "Tập thể lao động xuất sắc");
    });

    [Fact]
    public Task What_is_due_this_week() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Navigation("Chỉ đạo"));
        await visit.AnswersAsync(".lane:has(h2.soon)", "Chuẩn bị báo cáo tổng kết năm 2026");
    });

    [Fact]
    public Task Is_an_entry_really_on_record() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Page.Locator("article.entry h3 a").First);
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Kiểm biên nhận từng bước" }));
        await visit.AnswersAsync("main", "clusterevents-verifier receipt");
    });

    [Fact]
    public Task Which_meetings_are_ahead() => AskAsync(async visit =>
        await visit.AnswersAsync("main .slip", "Thứ Sáu, 18/12/2026"));

    [Fact]
    public Task When_was_a_directive_fulfilled_and_who_said_so() => AskAsync(async visit =>
    {
        await visit.ClickAsync(visit.Navigation("Chỉ đạo"));
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Gửi danh sách đề nghị" }).First);
        await visit.AnswersAsync("main table", "Xong 16/11/2026");
        await visit.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new() { Name = "ai ghi" }).First);
        await visit.AnswersAsync("main dl", "Người ghi");
        await visit.AnswersAsync("main dl", "16/11/2026");
    });

    private async Task AskAsync(Func<Visit, Task> answer)
    {
        await using var open = await site.OpenAsync("/vi", 390, new() { JavaScriptEnabled = false });
        await answer(new(open));
        await open.FitsAsync(390);
        Assert.Empty(open.Complaints);
    }

    /// <summary>A visit that counts its clicks.</summary>
    private sealed class Visit(OpenPage open)
    {
        private const int MostClicks = 3;

        private int _clicks;

        public IPage Page => open.Page;

        public ILocator Row(string city) => Page.Locator("main table tr").Filter(new() { HasText = city });

        public ILocator Navigation(string name) =>
            Page.Locator("nav.nav").GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

        public async Task ClickAsync(ILocator what)
        {
            Assert.True(++_clicks <= MostClicks, $"more than {MostClicks} clicks");
            await what.ClickAsync();
        }

        public async Task SearchAsync(string words)
        {
            await Page.GetByRole(AriaRole.Searchbox).First.FillAsync(words);
            await ClickAsync(Page.Locator("form.find button"));
        }

        public async Task AnswersAsync(string where, string what) =>
            await Assertions.Expect(Page.Locator(where).Filter(new() { HasText = what }).First).ToBeVisibleAsync();
    }
}
