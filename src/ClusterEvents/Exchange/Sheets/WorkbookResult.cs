using ClusterEvents.Exchange.Sheets.Reading;
using Microsoft.Net.Http.Headers;

namespace ClusterEvents.Exchange.Sheets;

/// <summary>A workbook to keep as a file, which is written while it is sent.</summary>
/// <param name="name">The name of the file.</param>
/// <param name="write">Writes it to a stream.</param>
internal sealed class WorkbookResult(string name, Func<Stream, CancellationToken, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = SheetFile.WorkbookType;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.Headers.ContentDisposition = disposition.ToString();
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await write(response.BodyWriter.AsStream(leaveOpen: true), httpContext.RequestAborted);
    }
}
