using System.Net;
using ClusterEvents.Timelines.Search;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Search;

[Collection<OnSeeds>]
public sealed class SearchTests(SeededApp app)
{
    [Theory]
    [InlineData("can tho dang hoa", "FlowersOffered")]
    [InlineData("Dâng hương", "IncenseOffered")]
    [InlineData("DANG HUONG", "IncenseOffered")]
    [InlineData("vu thanh thuc", "RemarksDelivered")]
    [InlineData("phát biểu khai mạc", "RemarksDelivered")]
    [InlineData("So\u031b ke\u0302\u0301t phong tra\u0300o", "CampaignReviewed")]
    public async Task Words_find_an_entry_with_or_without_diacritics(string search, string kind)
    {
        Assert.Contains(kind, (await SearchAsync(search)).Kinds);
    }

    [Theory]
    [InlineData("TPHCM")]
    [InlineData("TP.HCM")]
    [InlineData("tp hcm")]
    [InlineData("Thành phố Hồ Chí Minh")]
    [InlineData("thành phố HCM")]
    public async Task Short_forms_stand_for_the_whole_name(string search)
    {
        var found = await app.TimelineAsync("cities/ho-chi-minh", $"&q={Uri.EscapeDataString(search)}");
        var all = await app.TimelineAsync("cities/ho-chi-minh");
        Assert.Equal(all.Kinds.Order(), found.Kinds.Order());
    }

    [Fact]
    public async Task Exact_spellings_come_before_the_others()
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        foreach (var (place, day) in
            new[] { ("Làng Mạ", "2022-03-03"), ("Làng Ma", "2022-01-01"), ("Làng Má", "2022-02-02") })
        {
            var flowers = Scenarios.Flowers(occurredOn: day);
            flowers["data"]!["place"] = place;
            (await own.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        }

        Assert.Equal(["Làng Má", "Làng Mạ", "Làng Ma"], await PlacesAsync(own, "Má"));
        Assert.Equal(["Làng Ma", "Làng Mạ", "Làng Má"], await PlacesAsync(own, "ma"));
    }

    [Theory]
    [InlineData("hoà", "hòa")]
    [InlineData("hòa", "hoà")]
    public async Task Both_placements_of_a_tone_are_one_spelling(string written, string sought)
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        foreach (var place in new[] { written, "hoá" })
        {
            var flowers = Scenarios.Flowers();
            flowers["data"]!["place"] = place;
            await own.PostEventAsync(flowers);
        }

        Assert.Equal([written, "hoá"], await PlacesAsync(own, sought));
    }

    /// <summary>What is written in one way is found by the others, as an exact match.</summary>
    [Theory]
    [InlineData("Công an TP. Hồ Chí Minh", "TP.HCM", "TPHCM", "thành phố Hồ Chí Minh", "CATP.HCM")]
    [InlineData("Công an thành phố HCM", "TPHCM", "tp hồ chí minh", "CA TPHCM")]
    [InlineData("\u00d0à Nẵng", "Đà Nẵng", "đà nẵng", "\u0189à Nẵng", "ÐÀ NẴNG")]
    [InlineData("Lễ kỷ niệm tại Mỹ Tho", "kỉ niệm", "Mĩ Tho")]
    public async Task Spellings_that_mean_the_same_find_each_other(string written, params string[] searches)
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        // Newer, and found where only the letters count.
        foreach (var (place, day) in new[] { (written, "2022-01-01"), (Plain(written), "2022-02-02") })
        {
            var flowers = Scenarios.Flowers(occurredOn: day);
            flowers["data"]!["place"] = place;
            (await own.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        }

        foreach (var search in searches)
        {
            Assert.Equal(written.Replace('\u00d0', 'Đ'), (await PlacesAsync(own, search))[0]);
            Assert.Equal(2, (await PlacesAsync(own, Plain(search))).Length);
        }
    }

    /// <summary>Letters that compress badly, and exceed the size of an index entry.</summary>
    [Theory]
    [InlineData('\u4e00', 20_000)]
    [InlineData('a', 26)]
    public async Task A_text_that_is_one_long_word_is_shown_and_found_as_any_other(char first, int letters)
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        var place = "x" + string.Concat(Enumerable.Range(0, 3_999).Select(i => (char)(first + i * 7_919L % letters)));
        var flowers = Scenarios.Flowers();
        flowers["data"]!["place"] = place;

        (await own.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);

        Assert.Single(await PlacesAsync(own, place[..800]));
    }

    [Fact]
    public async Task Search_combines_with_kind_period_and_pages_that_lead_through_all_findings()
    {
        var all = (await SearchAsync("Cần Thơ")).Entries.Select(entry => (string)entry!["activityId"]!).ToArray();
        var kinds = (await SearchAsync("can tho", "&kind=MeetingHeld&from=2022-07-29&to=2022-07-29")).Kinds;
        Assert.Equal(["MeetingHeld"], kinds);

        var walked = new List<string>();
        for (var path = "/v1/timelines/cities/can-tho?limit=2&q=C%E1%BA%A7n+Th%C6%A1"; path is not null;)
        {
            var page = (await app.GetAsync(path)).Expect(HttpStatusCode.OK);
            walked.AddRange(page.Entries.Select(entry => (string)entry!["activityId"]!));
            path = page.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(all, walked);
        Assert.True(all.Length > 2);
    }

    [Fact]
    public async Task A_summary_of_a_search_shows_the_first_and_last_match_of_any_spelling()
    {
        await using var own = new EstablishedApp();
        await own.InitializeAsync();
        foreach (var (place, day) in
            new[] { ("Làng Ma", "2022-01-01"), ("Làng Má", "2022-02-02"), ("Làng Mạ", "2022-03-03") })
        {
            var flowers = Scenarios.Flowers(occurredOn: day);
            flowers["data"]!["place"] = place;
            (await own.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        }

        await own.TimelineAsync("cities/can-tho");
        var summary = (await own.GetAsync($"/v1/timelines/cities/can-tho/summary?q={Uri.EscapeDataString("Má")}"))
            .Expect(HttpStatusCode.OK).Json;

        Assert.Equal((3, "2022-01-01", "2022-03-03"), ((int)summary["total"]!,
            (string?)summary["first"]!["occurredOn"], (string?)summary["last"]!["occurredOn"]));
    }

    [Fact]
    public async Task Nothing_is_found_where_a_word_is_missing()
    {
        Assert.Empty((await SearchAsync("dâng hoa Hải Dương")).Kinds);
    }

    [Fact]
    public async Task A_search_of_no_words_is_refused()
    {
        (await app.GetAsync("/v1/timelines/cities/can-tho?q=..."))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
    }

    /// <summary>Without diacritics, and without the short forms that stand for words with them.</summary>
    private static string Plain(string text) =>
        string.Concat(SearchForm.WordsOf(text).Select(word => $" {word.Folded}"));

    private Task<Answer> SearchAsync(string search, string query = "") =>
        app.TimelineAsync("cities/can-tho", $"&q={Uri.EscapeDataString(search)}{query}");

    private static async Task<string[]> PlacesAsync(TestApp app, string search) =>
        [.. (await app.TimelineAsync("cities/can-tho", $"&q={Uri.EscapeDataString(search)}")).Entries
            .Select(entry => (string)entry!["data"]!["place"]!)];
}
