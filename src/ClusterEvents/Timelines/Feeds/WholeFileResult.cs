using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Recording.Http;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>
/// A whole timeline or list as a file: 304 if the client has it already, which is known without reading a row.
/// </summary>
/// <param name="format">The format.</param>
/// <param name="name">The name of the file, without its suffix.</param>
/// <param name="source">Everything else that the content is a function of: the query and the position.</param>
/// <param name="language">The language of the content.</param>
/// <param name="write">Writes the content while it is read.</param>
internal sealed class WholeFileResult(
    TimelineFormat format, string name, string source, Language language,
    Func<PipeWriter, CancellationToken, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.Vary = "Accept, Accept-Language";
        if (await EntityTags.AnswersAsync(httpContext, Tag(), format.IsPacked)) return;
        response.ContentType = format.ContentType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue(format.Disposition)
        {
            FileName = name + format.Suffix,
        }.ToString();
        // A response to HEAD consists of its headers.
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        await write(response.BodyWriter, httpContext.RequestAborted);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>A hash of everything that the file is a function of, and of the program that writes it.</summary>
    private string Tag() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        source, format.MediaType, language, typeof(WholeFileResult).Module.ModuleVersionId)))[..16]);
}
