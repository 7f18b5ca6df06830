using System.Security.Cryptography;
using System.Text;
using ClusterEvents.Recording.Http;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// A whole timeline as a file: 304 if the client has it already, which is known without reading an entry.
/// </summary>
internal sealed class WholeTimelineResult(
    WholeTimeline timeline, FeedAddress address, IFeedWriter writer, long? knownAt) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.Vary = "Accept, Accept-Language";
        if (EntityTags.Answers304(httpContext, Tag())) return;
        response.ContentType = writer.Format.ContentType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue(writer.Format.Disposition)
        {
            FileName = FeedFileName.Of(timeline, knownAt) + writer.Format.Suffix,
        }.ToString();
        // A response to HEAD consists of its headers.
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        await writer.WriteAsync(timeline, address, response.BodyWriter, httpContext.RequestAborted);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>
    /// A hash of everything that the file is a function of: query, format, language, position, and the program that
    /// writes it. The progress is included because an erasure changes earlier states.
    /// </summary>
    private string Tag() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        timeline.Query.Timeline, address.Site, address.Self, writer.Format.MediaType, timeline.Language,
        timeline.Known.Position, timeline.Progress, typeof(WholeTimelineResult).Module.ModuleVersionId)))[..16]);
}
