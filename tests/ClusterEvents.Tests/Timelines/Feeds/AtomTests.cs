using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Linq;
using CodeHollow.FeedReader;
using CodeHollow.FeedReader.Feeds;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

[Collection<OnFeeds>]
public sealed class AtomTests(FeedApp app)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task The_feed_holds_every_entry_newest_change_first()
    {
        var entries = (await app.TimelineAsync("cities/can-tho", "&include=retracted,corrections")).Entries;
        var feed = await FeedAsync();

        Assert.Equal("Cần Thơ", feed.Title.Text);
        Assert.Equal(
            entries
                .OrderByDescending(entry =>
                    (DateTimeOffset?)entry!["corrections"]!.AsArray().LastOrDefault()?["recordedAt"]
                    ?? (DateTimeOffset)entry["recordedAt"]!)
                .Select(entry => $"urn:uuid:{entry!["activityId"]}"),
            feed.Items.Select(item => item.Id));
        Assert.Equal(entries.Select(entry => (string?)entry!["kind"]).Order(StringComparer.Ordinal),
            feed.Items.Select(item => item.Categories.Single().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_entry_shows_when_it_occurred_and_a_correction_updates_it()
    {
        var feed = await FeedAsync();
        SummaryIs(feed, "awkward", $"29/07/2022, buổi sáng · {FeedApp.Awkward}");
        SummaryIs(feed, "month", "07/2022, buổi sáng · Nhà tưởng niệm");
        SummaryIs(feed, "unknown", "Không rõ ngày · Nhà tưởng niệm");
        SummaryIs(feed, "corrected", "29/07/2022, buổi sáng · Quảng trường · Đính chính (Địa điểm): Ghi nhầm");

        Assert.Equal(Whole(await CorrectedAtAsync("corrected")), Item(feed, "corrected").LastUpdatedTime);
        Assert.Equal(Item(feed, "awkward").PublishDate, Item(feed, "awkward").LastUpdatedTime);
        Assert.Equal(feed.Items.Max(item => item.LastUpdatedTime), feed.LastUpdatedTime);
    }

    [Fact]
    public async Task A_retraction_is_a_change_that_the_title_tells()
    {
        var retracted = Item(await FeedAsync(), "retracted");

        Assert.Equal("Đã rút lại: Dâng hoa tưởng nhớ Chủ tịch Hồ Chí Minh", retracted.Title.Text);
        Assert.True(retracted.LastUpdatedTime >= retracted.PublishDate);
        Assert.StartsWith("Retracted: ", Item(await FeedAsync(language: "en"), "retracted").Title.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_is_a_change_that_title_and_summary_tell()
    {
        var (corrected, english) = (Item(await FeedAsync(), "corrected"),
            Item(await FeedAsync(language: "en"), "corrected"));

        Assert.Equal("Đã đính chính: Dâng hoa tưởng nhớ Chủ tịch Hồ Chí Minh", corrected.Title.Text);
        Assert.Equal("Corrected: Flowers offered: Chủ tịch Hồ Chí Minh", english.Title.Text);
        Assert.EndsWith("(Place): Ghi nhầm", english.Summary.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public async Task A_reader_opens_the_page_of_the_entry_and_of_the_timeline(string language)
    {
        var feed = await FeedAsync(language: language);

        foreach (var (links, page) in feed.Items
            .Select(item => (item.Links, $"/{language}/activities/{item.Id["urn:uuid:".Length..]}"))
            .Append((feed.Links, $"/{language}/cities/can-tho")))
        {
            // Some readers take the first.
            var first = links.First(link => link.RelationshipType == "alternate");
            Assert.Equal(("text/html", page), (first.MediaType, first.Uri.AbsolutePath));
            Assert.Equal(language, first.AttributeExtensions[new XmlQualifiedName("hreflang")]);
        }

        Assert.All(feed.Items, item => Assert.Equal(
            [$"/v1/activities/{item.Id["urn:uuid:".Length..]}"],
            item.Links.Where(link => link.MediaType == "application/json").Select(link => link.Uri.AbsolutePath)));
        foreach (var page in feed.Items.Take(1).SelectMany(item => item.Links).Concat(feed.Links)
            .Where(link => link.MediaType == "text/html"))
            (await app.GetAsync(page.Uri.AbsolutePath)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_feed_has_all_required_elements()
    {
        var feed = XDocument.Parse((await app.GetAsync("/v1/timelines/cities/can-tho.atom")).Text).Root!;

        Assert.Equal(Atom + "feed", feed.Name);
        Assert.Equal("vi", (string?)feed.Attribute(XNamespace.Xml + "lang"));
        foreach (var element in feed.Elements(Atom + "entry").Prepend(feed))
        {
            foreach (var name in new[] { "id", "title", "updated" }) Assert.Single(element.Elements(Atom + name));
            Assert.True(Uri.TryCreate((string)element.Element(Atom + "id")!, UriKind.Absolute, out _));
            Assert.NotEmpty(element.Elements(Atom + "author").Elements(Atom + "name"));
            XmlConvert.ToDateTimeOffset((string)element.Element(Atom + "updated")!);
        }

        Assert.Single(feed.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "self");
        Assert.All(feed.Elements(Atom + "entry"), entry =>
            Assert.Equal(["text/html", "application/json"], entry.Elements(Atom + "link")
                .Where(link => (string?)link.Attribute("rel") == "alternate")
                .Select(link => (string?)link.Attribute("type"))));
    }

    [Fact]
    public async Task Another_feed_reader_reads_the_same()
    {
        var text = (await app.GetAsync("/v1/timelines/cities/can-tho.atom")).Expect(HttpStatusCode.OK).Text;

        var feed = Assert.IsType<AtomFeed>(FeedReader.ReadFromString(text).SpecificFeed);

        var own = await FeedAsync();
        Assert.Equal(("Cần Thơ", own.Id), (feed.Title, feed.Id));
        Assert.Equal(own.Items.Select(item => (item.Id, item.Title.Text)),
            feed.Items.Cast<AtomFeedItem>().Select(item => (item.Id, item.Title)));
        Assert.Equal(own.Items.Select(item => item.LastUpdatedTime.UtcDateTime),
            feed.Items.Cast<AtomFeedItem>()
                .Select(item => Whole(item.UpdatedDate!.Value.ToUniversalTime()).UtcDateTime));
    }

    [Fact]
    public async Task The_id_of_a_feed_depends_on_its_filters_and_not_on_host_path_or_language()
    {
        const string Path = "/v1/timelines/cities/can-tho.atom?kind=FlowersOffered&from=2022-01-01";
        var id = (await FeedAsync(Path)).Id;

        Assert.Matches("^urn:uuid:[0-9a-f-]{36}$", id);
        Assert.Equal(id,
            (await FeedAsync("/v1/timelines/cities/can-tho.ATOM?from=2022-01-01&kind=FlowersOffered", "en")).Id);
        var port = app.Http.BaseAddress!.Port;
        var elsewhere = (await app.GetAsync(Path, ("Host", $"localhost:{port}"))).Expect(HttpStatusCode.OK).Text;
        Assert.Contains($"http://localhost:{port}/", elsewhere, StringComparison.Ordinal);
        Assert.DoesNotContain($"127.0.0.1:{port}", elsewhere, StringComparison.Ordinal);
        Assert.Contains($"<id>{id}</id>", elsewhere, StringComparison.Ordinal);
        Assert.NotEqual(id, (await FeedAsync()).Id);
    }

    [Fact]
    public async Task Only_pages_of_the_web_are_links()
    {
        var linked = Item(await FeedAsync(), "linked");

        Assert.Equal(["https://example.com/bai"],
            linked.Links.Where(link => link.RelationshipType == "via").Select(link => link.Uri.OriginalString));
    }

    [Fact]
    public async Task A_reader_who_prefers_English_gets_it()
    {
        var feed = await FeedAsync(language: "en");
        Assert.Equal("Flowers offered: Chủ tịch Hồ Chí Minh", Item(feed, "awkward").Title.Text);
        Assert.StartsWith("2022-07-29, morning", Item(feed, "awkward").Summary.Text, StringComparison.Ordinal);
        Assert.Equal("en", feed.Language);
    }

    [Fact]
    public async Task Words_are_found_in_a_feed()
    {
        var feed = await FeedAsync("/v1/timelines/cities/can-tho.atom?q=quang+truong&kind=FlowersOffered");

        Assert.Equal($"urn:uuid:{app.Ids["corrected"]}", Assert.Single(feed.Items).Id);
    }

    [Fact]
    public async Task An_empty_feed_is_a_feed()
    {
        var feed = await FeedAsync("/v1/timelines/cities/can-tho.atom?from=1999-01-01&to=1999-01-01");
        Assert.Empty(feed.Items);
        Assert.Equal("Cần Thơ", feed.Title.Text);
    }

    /// <summary>The whole seconds, which are all that one of the readers takes.</summary>
    private static DateTimeOffset Whole(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    private async Task<DateTimeOffset> CorrectedAtAsync(string name)
    {
        var entries = (await app.TimelineAsync("cities/can-tho", "&include=corrections")).Entries;
        var entry = entries.Single(one => (string?)one!["activityId"] == app.Ids[name])!;
        return (DateTimeOffset)entry["corrections"]!.AsArray()[^1]!["recordedAt"]!;
    }

    private SyndicationItem Item(SyndicationFeed feed, string name) =>
        feed.Items.Single(item => item.Id == $"urn:uuid:{app.Ids[name]}");

    private void SummaryIs(SyndicationFeed feed, string name, string summary) =>
        Assert.Equal(summary, Item(feed, name).Summary.Text);

    private async Task<SyndicationFeed> FeedAsync(
        string path = "/v1/timelines/cities/can-tho.atom", string language = "vi")
    {
        var answer = (await app.GetAsync(path, ("Accept-Language", language))).Expect(HttpStatusCode.OK);
        using var xml = XmlReader.Create(new StringReader(answer.Text));
        return SyndicationFeed.Load(xml);
    }
}
