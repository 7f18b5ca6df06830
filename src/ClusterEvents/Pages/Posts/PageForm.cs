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
        var (largest, slowest) = withFile ? (LargestWithFile, SlowestWithFile) : (Largest, Slowest);
        if (!http.Request.HasFormContentType) return Malformed();
        try
        {
            if (http.Request.ContentLength > largest) return await HeardOutAsync(http, withFile, slowest);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = largest;
            await ReadAsync(http, slowest);
            return null;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(withFile);
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return Malformed();
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return ProblemResults.Problem(
                StatusCodes.Status408RequestTimeout, "body-too-slow", ("seconds", (int)slowest.TotalSeconds));
        }
    }

    /// <summary>
    /// The form of a request that was refused before anybody read it, to show what was typed; null if there is none, or
    /// it is large or slow. Nobody counts what such a request holds.
    /// </summary>
    public static async Task<IFormCollection?> OfRefusedAsync(HttpContext http)
    {
        if (http.Features.Get<IFormFeature>()?.Form is { } read) return read;
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not <= LargestRefused) return null;
        try
        {
            return await ReadAsync(http, SlowestRefused);
        }
        catch (Exception exception) when (IsMalformed(exception) || exception is BadHttpRequestException
            || (exception is OperationCanceledException && !http.RequestAborted.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<IFormCollection> ReadAsync(HttpContext http, TimeSpan slowest)
    {
        using var late = Late(http, slowest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, late.Token);
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new() { ValueCountLimit = MostFields }));
        return await http.Request.ReadFormAsync(either.Token);
    }

    /// <summary>Heard out, so that the sender reads the reason instead of a broken connection.</summary>
    private static async Task<IResult> HeardOutAsync(HttpContext http, bool withFile, TimeSpan slowest)
    {
        using var late = Late(http, slowest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, late.Token);
        await http.Request.Body.CopyToAsync(Stream.Null, either.Token);
        return TooLarge(withFile);
    }

    private static CancellationTokenSource Late(HttpContext http, TimeSpan slowest) =>
        new(slowest, http.RequestServices.GetRequiredService<TimeProvider>());

    /// <summary>
    /// Whether a form is at fault: zero bytes, too many fields, a cut part, a boundary that is none, or UTF-7. What the
    /// server aborts has a status of its own.
    /// </summary>
    private static bool IsMalformed(Exception exception) => exception is InvalidDataException or NotSupportedException
        || (exception is IOException and not BadHttpRequestException);

    private static IResult Malformed() => ProblemResults.Problem(StatusCodes.Status400BadRequest, "bad-request");

    private static IResult TooLarge(bool withFile) => ProblemResults.Problem(
        StatusCodes.Status413PayloadTooLarge, "body-too-large", ("most", withFile ? "10 MB" : "1 MiB"));
}
