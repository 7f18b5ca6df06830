using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>What a reader finds, and that it is what the API says.</summary>
public sealed partial class ReadingTests(DemonstrationSite site)
{
    [Fact]
    public async Task The_demonstration_is_recorded_to_its_last_line_with_its_own_times()
    {
        var lines = await File.ReadAllLinesAsync(
            Path.Combine(Exchange.Seeds.Demonstration, "cum-minh-hoa.ndjson"), DemonstrationSite.Cancel);
        var recorded = (await site.Http.GetStringAsync("/v1/events", DemonstrationSite.Cancel)).Trim().Split('\n');

        Assert.Equal(lines.Select(IdAndTime), recorded.Select(IdAndTime));

        static string IdAndTime(string line) => JsonNode.Parse(line) is var read
            ? $"{read!["id"]} {Instant((string)read["recordedtime"]!):s}" : "";

        static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("/cities/thanh-pho-a", "/v1/timelines/cities/thanh-pho-a", "")]
    [InlineData("/cities/tinh-f", "/v1/timelines/cities/tinh-f", "")]
    [InlineData("/cities/thanh-pho-e", "/v1/timelines/cities/thanh-pho-e", "?knownAt=2026-07-01")]
    [InlineData("/cities/thanh-pho-c", "/v1/timelines/cities/thanh-pho-c", "?from=2026-07-01&to=2026-07-31")]
    [InlineData("/campaigns/thi-dua-minh-hoa-2026/timeline", "/v1/timelines/campaigns/thi-dua-minh-hoa-2026", "")]
    [InlineData("/clusters/cum-minh-hoa/timeline", "/v1/timelines/clusters/cum-minh-hoa", "?q=dang+hoa")]
    public async Task A_timeline_shows_what_the_API_says_in_its_order(string page, string data, string query)
    {
        await using var open = await site.OpenAsync("/vi" + page + query);
        var answer = JsonNode.Parse(await site.Http.GetStringAsync(data + query, DemonstrationSite.Cancel))!;

        string[] said = [.. answer["entries"]!.AsArray().Select(entry => (string)entry!["activityId"]!)];
        Assert.NotEmpty(said);
        Assert.Equal(said, await open.EntriesAsync());
        var titles = await open.Page.Locator("article.entry h3").AllInnerTextsAsync();
        Assert.Equal(answer["entries"]!.AsArray().Select(entry => (string)entry!["title"]!), titles);
    }

    [Fact]
    public async Task A_filter_works_without_JavaScript_and_takes_days_as_people_write_them()
    {
        await using var open = await site.OpenAsync(
            "/vi/cities/thanh-pho-b", options: new() { JavaScriptEnabled = false });

        await open.Page.GetByLabel("Từ ngày").FillAsync("1/7/2026");
        await open.Page.GetByLabel("Đến ngày", new() { Exact = true }).FillAsync("31/07/2026");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Lọc" }).ClickAsync();

        await Assertions.Expect(open.Page)
            .ToHaveURLAsync(site.Address + "/vi/cities/thanh-pho-b?from=2026-07-01&to=2026-07-31");
        Assert.Equal("01/07/2026", await open.Page.GetByLabel("Từ ngày").InputValueAsync());
        Assert.NotEmpty(await open.EntriesAsync());
    }

    [Fact]
    public async Task What_was_known_on_1_July_is_said_in_words_and_kept_by_links()
    {
        await using var open = await site.OpenAsync("/vi/cities/thanh-pho-c");
        await open.Page.GetByLabel("Như đã biết đến ngày").FillAsync("01/07/2026");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Lọc" }).ClickAsync();

        await Assertions.Expect(open.Page.Locator(".band")).ToContainTextAsync("Như đã biết đến hết ngày 01/07/2026");
        Assert.Equal("01/07/2026", await open.Page.GetByLabel("Như đã biết đến ngày").InputValueAsync());
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Phong trào", Exact = true }).First.ClickAsync();
        await Assertions.Expect(open.Page).ToHaveURLAsync(site.Address + "/vi/campaigns?knownAt=2026-07-01");
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Về hiện tại" }).ClickAsync();
        await Assertions.Expect(open.Page).ToHaveURLAsync(site.Address + "/vi/campaigns");
        await Assertions.Expect(open.Page.Locator(".band")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("meet-pact-2026", "Đã đính chính 2 lần")]
    [InlineData("final-2026-3-thanh-pho-d", "Bị phản bác")]
    [InlineData("gift-2026-9-thanh-pho-c", "Đã rút lại")]
    [InlineData("guest-train-2026", "Khách mời: Tỉnh F (minh họa)")]
    public async Task An_entry_says_what_happened_to_it(string line, string says)
    {
        await using var open = await site.OpenAsync($"/vi/activities/{DemonstrationSite.Entry(line)}");

        await Assertions.Expect(open.Page.Locator("main .chips")).ToContainTextAsync(says);
    }

    [Fact]
    public async Task A_correction_shows_before_and_after()
    {
        await using var open = await site.OpenAsync($"/vi/activities/{DemonstrationSite.Entry("meet-pact-2026")}");

        await Assertions.Expect(open.Page.Locator("del").First).ToHaveTextAsync("60");
        await Assertions.Expect(open.Page.Locator("ins").First).ToHaveTextAsync("64");
    }

    [Fact]
    public async Task Two_moments_are_compared_from_the_page_of_the_proof()
    {
        await using var open = await site.OpenAsync("/vi/audit");

        await open.Page.GetByLabel("Dòng thời gian").SelectOptionAsync("city/thanh-pho-d");
        await open.Page.GetByLabel("Từ cuối ngày").FillAsync("20/10/2026");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "So sánh" }).ClickAsync();

        await Assertions.Expect(open.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Bị phản bác" }))
            .ToContainTextAsync("Điểm chưa tính phần việc số 4");
    }

    [Theory]
    [InlineData("/vi/cities/khong-co", 404, "Không có trang này trong sổ", "Sổ không có địa phương “khong-co”.")]
    [InlineData("/en/cities/khong-co", 404, "This page is not in the record", "is on record. Check the address.")]
    [InlineData("/vi/khong-co-trang", 404, "Không có trang này trong sổ", "Không có trang nào ở địa chỉ này.")]
    [InlineData("/vi/cities/thanh-pho-a?from=hom-qua", 400, "Bộ lọc này chưa đọc được",
        "Từ ngày: “hom-qua” không phải một ngày. Ghi ngày, tháng, năm, ví dụ 03/07/2026.")]
    [InlineData("/en/cities/thanh-pho-a?family=x", 400, "This filter cannot be read",
        "Kind: “x” is not one of the choices.")]
    public async Task A_page_that_cannot_be_shown_says_why_and_leads_on(
        string path, int status, string says, string why)
    {
        await using var open = await site.OpenAsync(path, 390);

        Assert.Equal(status, open.Response.Status);
        await Assertions.Expect(open.Page.Locator("h1")).ToHaveTextAsync(says);
        await Assertions.Expect(open.Page.Locator("main")).ToContainTextAsync(why);
        await open.FitsAsync(390);
        await open.IsAccessibleAsync();
        await open.Page.Locator("main .btn.main").ClickAsync();
        await Assertions.Expect(open.Page).ToHaveURLAsync($"{site.Address}{path[..3]}");
    }

    [Fact]
    public async Task The_other_language_is_one_link_away_and_keeps_the_place()
    {
        await using var open = await site.OpenAsync("/vi/directives?status=overdue");

        await open.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();

        await Assertions.Expect(open.Page).ToHaveURLAsync(site.Address + "/en/directives?status=overdue");
    }

    [Fact]
    public async Task A_first_visit_takes_few_requests_and_one_small_stylesheet()
    {
        await using var open = await site.OpenAsync("/vi");
        await open.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.InRange(open.Requests.Count, 1, 4);
        var style = Assert.Single(open.Requests, address => address.EndsWith(".css", StringComparison.Ordinal));
        using var answer = await site.Http.GetAsync(style, DemonstrationSite.Cancel);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await answer.Content.CopyToAsync(gzip, DemonstrationSite.Cancel);
        Assert.InRange(packed.Length, 1, 8 * 1024);
    }

    [Theory]
    [InlineData("vi-VN", "/vi")]
    [InlineData("en-GB", "/en")]
    [InlineData("fr-FR", "/vi")]
    public async Task The_address_alone_leads_to_the_language_of_the_reader(string locale, string path)
    {
        await using var open = await site.OpenAsync("/", options: new() { Locale = locale });

        Assert.Equal(site.Address + path, open.Page.Url);
    }

    [Fact]
    public async Task An_entry_hands_out_its_receipt()
    {
        await using var open = await site.OpenAsync($"/vi/activities/{DemonstrationSite.Entry("meet-pact-2026")}");

        var link = open.Page.GetByRole(AriaRole.Link, new() { Name = "Tải biên nhận" });
        var address = await link.GetAttributeAsync("href");
        using var receipt = await site.Http.GetAsync(address, DemonstrationSite.Cancel);
        Assert.Equal(HttpStatusCode.OK, receipt.StatusCode);
    }

    [Fact]
    public async Task A_timeline_is_printed_without_its_controls()
    {
        await using var open = await site.OpenAsync("/vi/cities/thanh-pho-c");
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(open.Page.Locator(".filters")).ToBeHiddenAsync();
        await Assertions.Expect(open.Page.Locator(".top")).ToBeHiddenAsync();
        await Assertions.Expect(open.Page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(open.Page.Locator("article.entry").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_report_is_printed_on_A4_without_the_frame_of_the_page()
    {
        await using var open = await site.OpenAsync("/vi/reports/clusters/cum-minh-hoa?from=2026-01-01&to=2026-12-31");
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (var hidden in new[] { ".top", ".report-tools", ".foot", ".crumbs" })
            await Assertions.Expect(open.Page.Locator(hidden)).ToBeHiddenAsync();
        await Assertions.Expect(open.Page.Locator(".sheet .name")).ToContainTextAsync("BÁO CÁO");
        var pdf = System.Text.Encoding.Latin1.GetString(await open.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        var sizes = MediaBox().Matches(pdf).Select(page => (
            double.Parse(page.Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(page.Groups[2].Value, CultureInfo.InvariantCulture))).ToArray();
        Assert.InRange(sizes.Length, 4, 30);
        Assert.All(sizes, size => Assert.Equal((595, 842), (Math.Round(size.Item1), Math.Round(size.Item2))));
    }

    [GeneratedRegex(@"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")]
    private static partial Regex MediaBox();

    [Fact]
    public async Task The_first_key_leads_past_the_navigation()
    {
        await using var open = await site.OpenAsync("/vi/cities/thanh-pho-a");

        await open.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(open.Page.Locator(".skip")).ToBeFocusedAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator("#main")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/cities/thanh-pho-c")]
    [InlineData("/campaigns/thi-dua-minh-hoa-2026?knownAt=2026-07-01")]
    [InlineData("/directives")]
    [InlineData("/cities/thanh-pho-b/years/2026")]
    public async Task A_wide_screen_can_be_read_in_light_and_dark(string path)
    {
        await using var open = await site.OpenAsync("/vi" + path, options: new() { ColorScheme = ColorScheme.Dark });

        await open.IsAccessibleAsync();
        await open.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await open.IsAccessibleAsync();
    }
}
