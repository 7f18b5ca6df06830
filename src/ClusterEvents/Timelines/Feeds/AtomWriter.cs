using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Xml;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// Writes a timeline as an Atom feed (RFC 4287) by change, newest first: a reader that follows it hears of an entry
/// recorded today about an earlier day, and of a correction or retraction.
/// </summary>
internal sealed class AtomWriter : IFeedWriter
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false),
        Indent = true,
        // Required for its disposal; everything is written to a buffer in memory.
        Async = true,
    };

    public TimelineFormat Format => TimelineFormat.Atom;

    public async Task WriteAsync(
        WholeTimeline timeline, FeedAddress address, PipeWriter output, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        await using var xml = XmlWriter.Create(buffer, Settings);
        var begun = false;
        await foreach (var page in timeline.PagesAsync(cancel))
        {
            // A feed without entries has a constant timestamp; the current time would change it with every request.
            if (!begun)
                Begin(xml, timeline, address, page is [var newest, ..] ? newest.UpdatedAt : DateTimeOffset.UnixEpoch);
            begun = true;
            foreach (var entry in page) Write(xml, entry, timeline.Language, address);
            await EmptyAsync(xml, buffer, output, cancel);
        }

        xml.WriteEndElement();
        await EmptyAsync(xml, buffer, output, cancel);
    }

    private static async Task EmptyAsync(
        XmlWriter xml, MemoryStream buffer, PipeWriter output, CancellationToken cancel)
    {
        xml.Flush();
        await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancel);
        buffer.SetLength(0);
    }

    private static void Begin(XmlWriter xml, WholeTimeline timeline, FeedAddress address, DateTimeOffset updatedAt)
    {
        xml.WriteStartElement("feed", Namespace);
        xml.WriteAttributeString("xml", "lang", null, ReaderLanguage.CodeOf(timeline.Language));
        Element(xml, "id", $"urn:uuid:{address.Id}");
        Element(xml, "title", timeline.Title);
        Element(xml, "updated", Instant(updatedAt));
        Author(xml, nameof(ClusterEvents));
        Link(xml, "self", address.At(address.Self), TimelineFormat.Atom.MediaType);
        Page(xml, address.At(PageAddresses.Of(timeline.Language, timeline.Query.Timeline)), timeline.Language);
    }

    private static void Write(XmlWriter xml, FeedEntry entry, Language language, FeedAddress address)
    {
        xml.WriteStartElement("entry", Namespace);
        Element(xml, "id", $"urn:uuid:{entry.ActivityId}");
        Element(xml, "title", entry.Stored.Retracted
            ? language.In($"Đã rút lại: {entry.Title}", $"Retracted: {entry.Title}")
            : entry.Stored.Disputed ? $"{language.NameOfDispute()}: {entry.Title}"
            : entry.Stored.Corrected ? language.In($"Đã đính chính: {entry.Title}", $"Corrected: {entry.Title}")
            : entry.Title);
        // Atom has no field for the day of occurrence: `published` is the recording time.
        Element(xml, "summary", DisplayFormat.Line(
            entry.Days.In(language), entry.Summary, entry.Corrections is [.., var last] ? last.In(language) : null));
        Element(xml, "published", Instant(entry.Stored.RecordedAt));
        Element(xml, "updated", Instant(entry.UpdatedAt));
        Author(xml, entry.Stored.RecordedBy ?? nameof(ClusterEvents));
        xml.WriteStartElement("category", Namespace);
        xml.WriteAttributeString("term", entry.Kind);
        xml.WriteAttributeString("label", language.KindName(entry.Kind));
        xml.WriteEndElement();
        // Readers open the first alternate link.
        Page(xml, address.At(PageAddresses.Of(language, entry.ActivityId)), language);
        Link(xml, "alternate", address.At($"/v1/activities/{entry.ActivityId}"), MediaTypes.Json);
        // Link only http addresses: other schemes could execute programs.
        foreach (var source in entry.Stored.Sources)
            if (Uri.TryCreate(source.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                Link(xml, "via", url, title: source.Title);
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Namespace);
        Element(xml, "name", name);
        xml.WriteEndElement();
    }

    /// <summary>The page on which people read the same.</summary>
    private static void Page(XmlWriter xml, Uri target, Language language) =>
        Link(xml, "alternate", target, "text/html", language: language);

    private static void Link(
        XmlWriter xml, string relation, Uri target, string? mediaType = null, string? title = null,
        Language? language = null)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        if (mediaType is not null) xml.WriteAttributeString("type", mediaType);
        if (language is { } known) xml.WriteAttributeString("hreflang", ReaderLanguage.CodeOf(known));
        if (title is not null) xml.WriteAttributeString("title", XmlText.Allowed(title));
        xml.WriteAttributeString("href", target.IsAbsoluteUri ? target.AbsoluteUri : target.OriginalString);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, Namespace, XmlText.Allowed(text));

    private static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
