using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Exchange.Sheets.Reading;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterEvents.Pages.Posts;

/// <summary>
/// Receives the form of a post before its route runs: bounded in size, fields and time, because a form is held in
/// memory while it arrives, and holds a place that others wait for. A form that cannot be read is refused here.
/// </summary>
internal static class PageForm
{
    /// <summary>The largest form, in bytes as it is sent, and the largest with a spreadsheet.</summary>
    private const long Largest = RequestBody.Largest, LargestWithFile = Sheet.LargestFile + 64 * 1024;

    /// <summary>The sheet of a month has a field for each target and city.</summary>
    private const int MostFields = 5_000;

    /// <summary>How long a form may take, and one with a spreadsheet over a slow line.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromMinutes(1), SlowestWithFile = TimeSpan.FromMinutes(10);

    /// <summary>The largest form that is read although its request is refused, and how long that may take.</summary>
    private const int LargestRefused = 64 * 1024;

    private static readonly TimeSpan SlowestRefused = TimeSpan.FromSeconds(10);

    /// <summary>Reads the form of a post.</summary>
    /// <param name="http">The request.</param>
    /// <param name="withFile">Whether a spreadsheet comes with it.</param>
    /// <returns>Why it is refused; null if it was read.</returns>
    public static async Task<IResult?> RefusalAsync(HttpContext http, bool withFile)
    {
        if (!http.Request.HasFormContentType) return Malformed();
        var (largest, most, slowest) =
            withFile ? (LargestWithFile, "10 MB", SlowestWithFile) : (Largest, "1 MiB", Slowest);
        var (body, refusal) = await RequestBody.ReceiveAsync(
            http.Request, largest, slowest, Time(http), http.RequestAborted);
        if (body is not null) return await TryParseAsync(http, body) is null ? Malformed() : null;
        return refusal!.Kind switch
        {
            RejectionKind.TooSlow => ProblemResults.Problem(
                StatusCodes.Status408RequestTimeout, refusal.Code, ("seconds", (int)slowest.TotalSeconds)),
            RejectionKind.TooLarge => ProblemResults.Problem(
                StatusCodes.Status413PayloadTooLarge, refusal.Code, ("most", most)),
            _ => Malformed(),
        };
    }

    /// <summary>
    /// The form of a request that was refused before anybody read it, to show what was typed; null if there is none, or
    /// it is large or slow. Nobody counts what such a request holds.
    /// </summary>
    public static async Task<IFormCollection?> OfRefusedAsync(HttpContext http)
    {
        if (http.Features.Get<IFormFeature>()?.Form is { } read) return read;
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not <= LargestRefused) return null;
        var (body, _) = await RequestBody.ReceiveAsync(
            http.Request, LargestRefused, SlowestRefused, Time(http), http.RequestAborted);
        return body is null ? null : await TryParseAsync(http, body);
    }

    private static TimeProvider Time(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>();

    /// <summary>Reads a form that has arrived: the library would end the connection of one that is late.</summary>
    private static async Task<IFormCollection?> TryParseAsync(HttpContext http, MemoryStream body)
    {
        http.Request.Body = body;
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new() { ValueCountLimit = MostFields }));
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a form is at fault: zero bytes, too many fields, a cut part, a boundary that is none, or UTF-7.
    /// </summary>
    private static bool IsMalformed(Exception exception) =>
        exception is InvalidDataException or NotSupportedException or IOException;

    private static IResult Malformed() => ProblemResults.Problem(StatusCodes.Status400BadRequest, "bad-request");
}
