using ClusterEvents.Auditing.Verification;
using ClusterEvents.Exchange.Sheets;
using ClusterEvents.Pages.Audit;
using ClusterEvents.Pages.Sheets;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Live;

namespace ClusterEvents.Hosting.Http;

/// <summary>What a request holds while it is answered. Each kind has places of its own.</summary>
public enum Holding
{
    /// <summary>Nothing that is counted: health, which must be answered whatever else is under way.</summary>
    Nothing,

    /// <summary>A short read.</summary>
    Request,

    /// <summary>A body that is received and recorded.</summary>
    Recording,

    /// <summary>A wait of seconds, for a position or a receipt.</summary>
    Wait,

    /// <summary>A replay of the record, or a whole timeline as a file, which take as long as their reader.</summary>
    Stream,

    /// <summary>An import of lines or of a spreadsheet, which takes as long as its sender.</summary>
    Import,

    /// <summary>A live timeline, which is followed for hours.</summary>
    Follower,

    /// <summary>A verification, which uses ten connections of the database.</summary>
    Verification,
}

/// <summary>Tells what a request holds.</summary>
internal static class Holdings
{
    public static Holding Of(HttpContext http)
    {
        var request = http.Request;
        if (request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)) return Holding.Nothing;
        if (FollowTimeline.IsAskedBy(http)) return Holding.Follower;
        if (RecordEvents.IsImport(request) || Imports.IsUpload(request) || ImportPages.IsUpload(request))
            return Holding.Import;
        if (Verifications.IsMadeBy(request) || MakeVerification.IsAskedBy(request)) return Holding.Verification;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return Holding.Recording;
        if (Waits(http)) return Holding.Wait;
        return RecordEvents.IsAt(request) || TimelineFormat.IsWhole(request) ? Holding.Stream : Holding.Request;
    }

    /// <summary>
    /// Whether an answer may have to wait. A position that is reached already makes an ordinary request, so that nobody
    /// gets the many places of waits for work.
    /// </summary>
    private static bool Waits(HttpContext http) =>
        http.Request.Path.Value!.TrimEnd('/').EndsWith("/receipt", StringComparison.OrdinalIgnoreCase)
        || (http.Request.Query["atLeast"] is [{ } text] && long.TryParse(text, out var position)
            && position > http.RequestServices.GetRequiredService<TimelineProgress>().Position);
}
