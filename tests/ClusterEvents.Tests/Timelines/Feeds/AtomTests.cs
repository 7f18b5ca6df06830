using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Linq;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

[Collection<OnFeeds>]
public sealed class AtomTests(FeedApp app)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task The_feed_holds_the_entries_of_the_page_in_its_order()
    {
        var entries = (await app.TimelineAsync("cities/can-tho")).Entries;
        var feed = await FeedAsync("?limit=200");

        Assert.Equal("Cần Thơ", feed.Title.Text);
        Assert.Equal(entries.Select(entry => $"urn:uuid:{entry!["activityId"]}"), feed.Items.Select(item => item.Id));
        Assert.Equal(entries.Select(entry => (string?)entry!["title"]), feed.Items.Select(item => item.Title.Text));
        Assert.Equal(entries.Select(entry => (string?)entry!["kind"]),
            feed.Items.Select(item => item.Categories.Single().Name));
    }

    [Fact]
    public async Task An_entry_shows_when_it_occurred_and_a_correction_updates_it()
    {
        var feed = await FeedAsync("?limit=200");
        SummaryIs(feed, "awkward", $"29/07/2022, buổi sáng · {FeedApp.Awkward}");
        SummaryIs(feed, "month", "07/2022, buổi sáng · Nhà tưởng niệm");
        SummaryIs(feed, "unknown", "Không rõ ngày · Nhà tưởng niệm");
        SummaryIs(feed, "corrected", "29/07/2022, buổi sáng · Quảng trường");

        Assert.Equal(await CorrectedAtAsync("corrected"), Item(feed, "corrected").LastUpdatedTime);
        Assert.Equal(Item(feed, "awkward").PublishDate, Item(feed, "awkward").LastUpdatedTime);
        Assert.Equal(feed.Items.Max(item => item.LastUpdatedTime), feed.LastUpdatedTime);
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
            Assert.Single(entry.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "alternate"));
    }

    [Fact]
    public async Task Only_pages_of_the_web_are_links()
    {
        var linked = Item(await FeedAsync("?limit=200"), "linked");

        Assert.Equal(["https://example.com/bai"],
            linked.Links.Where(link => link.RelationshipType == "via").Select(link => link.Uri.OriginalString));
    }

    [Fact]
    public async Task The_pages_are_one_paged_feed()
    {
        var all = (await FeedAsync("?limit=200")).Items.Select(item => item.Id);

        var (read, ids) = (new List<string>(), new HashSet<string>());
        var next = new Uri(app.Http.BaseAddress!, "/v1/timelines/cities/can-tho.atom?limit=3");
        while (next is not null)
        {
            var feed = await FeedAsync(next);
            ids.Add(feed.Id);
            read.AddRange(feed.Items.Select(item => item.Id));
            next = feed.Links.SingleOrDefault(link => link.RelationshipType == "next")?.Uri;
        }

        Assert.Equal(all, read);
        Assert.Single(ids);
    }

    [Fact]
    public async Task A_reader_who_prefers_English_gets_it()
    {
        var feed = await FeedAsync("?limit=200", "en");
        Assert.Equal("Flowers offered: Chủ tịch Hồ Chí Minh", Item(feed, "awkward").Title.Text);
        Assert.StartsWith("2022-07-29, morning", Item(feed, "awkward").Summary.Text, StringComparison.Ordinal);
        Assert.Equal("en", feed.Language);
    }

    [Fact]
    public async Task An_empty_feed_is_a_feed()
    {
        var feed = await FeedAsync("?from=1999-01-01&to=1999-01-01");
        Assert.Empty(feed.Items);
        Assert.Equal("Cần Thơ", feed.Title.Text);
    }

    /// <summary>When an entry was corrected last, in the whole seconds that the feed is written in.</summary>
    private async Task<DateTimeOffset> CorrectedAtAsync(string name)
    {
        var entries = (await app.TimelineAsync("cities/can-tho", "&include=corrections")).Entries;
        var entry = entries.Single(one => (string?)one!["activityId"] == app.Ids[name])!;
        var last = (DateTimeOffset)entry["corrections"]!.AsArray()[^1]!["recordedAt"]!;
        return DateTimeOffset.FromUnixTimeSeconds(last.ToUnixTimeSeconds());
    }

    private SyndicationItem Item(SyndicationFeed feed, string name) =>
        feed.Items.Single(item => item.Id == $"urn:uuid:{app.Ids[name]}");

    private void SummaryIs(SyndicationFeed feed, string name, string summary) =>
        Assert.Equal(summary, Item(feed, name).Summary.Text);

    private Task<SyndicationFeed> FeedAsync(string query, string language = "vi") =>
        FeedAsync(new Uri(app.Http.BaseAddress!, $"/v1/timelines/cities/can-tho.atom{query}"), language);

    private async Task<SyndicationFeed> FeedAsync(Uri address, string language = "vi")
    {
        var answer = (await app.GetAsync(address.AbsoluteUri, ("Accept-Language", language))).Expect(HttpStatusCode.OK);
        using var xml = XmlReader.Create(new StringReader(answer.Text));
        return SyndicationFeed.Load(xml);
    }
}
