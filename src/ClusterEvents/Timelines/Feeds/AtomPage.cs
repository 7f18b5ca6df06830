using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>Writes a page as an Atom feed (RFC 4287); the pages of a timeline form a paged feed (RFC 5005).</summary>
internal static class AtomPage
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true };

    public static ReadOnlyMemory<byte> Write(TimelinePage page, PageAddress address)
    {
        FeedEntry[] entries = [.. page.Entries.Select(FeedEntry.Of)];
        var feed = new SyndicationFeed(entries.Select(entry => Item(entry, address)))
        {
            Id = address.At(address.Timeline).AbsoluteUri,
            Title = new(page.Title),
            Language = address.Language.In("vi", "en"),
            // An empty feed has a constant timestamp; the current time would change it with every request.
            LastUpdatedTime = entries.Length > 0 ? entries.Max(entry => entry.UpdatedAt) : DateTimeOffset.UnixEpoch,
        };
        feed.Authors.Add(new() { Name = nameof(ClusterEvents) });
        feed.Links.Add(new(address.At(address.Page)) { RelationshipType = "self", MediaType = "application/atom+xml" });
        if (address.Next is { } next) feed.Links.Add(new(address.At(next)) { RelationshipType = "next" });

        var body = new MemoryStream();
        using (var xml = XmlWriter.Create(body, Settings)) new Atom10FeedFormatter(feed).WriteTo(xml);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static SyndicationItem Item(FeedEntry entry, PageAddress address)
    {
        var item = new SyndicationItem
        {
            Id = $"urn:uuid:{entry.ActivityId}",
            Title = new(entry.Title),
            // Atom has no field for the day of occurrence: `published` is the recording time.
            Summary = new(DisplayFormat.Line(entry.When(address.Language), entry.Summary)),
            PublishDate = entry.RecordedAt,
            LastUpdatedTime = entry.UpdatedAt,
        };
        item.Authors.Add(new() { Name = entry.RecordedBy ?? nameof(ClusterEvents) });
        item.Categories.Add(new(entry.Kind));
        item.Links.Add(new(address.At($"/v1/activities/{entry.ActivityId}"))
        {
            RelationshipType = "alternate",
            MediaType = MediaTypes.Json,
        });
        // Link only http addresses: other schemes could execute programs.
        foreach (var source in entry.Sources)
            if (Uri.TryCreate(source.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                item.Links.Add(new(url) { RelationshipType = "via", Title = source.Title });
        return item;
    }
}
