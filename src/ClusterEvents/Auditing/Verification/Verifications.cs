using ClusterEvents.Auditing.Reports;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Auditing.Verification;

/// <summary>Verify the store over HTTP, and read earlier reports.</summary>
public static class Verifications
{
    private const string Route = "/v1/audit/verifications";

    /// <summary>Whether the request starts a verification.</summary>
    public static bool IsMadeBy(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.IsTo(Route);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapWrite(Route, Make).WithName("VerifyRecord").WithTags("Audit")
            .Answers<KeptReport>("The report, which is kept", StatusCodes.Status201Created, headers: "Location");
        routes.MapRead(Route, List).WithName("ListVerifications").WithTags("Audit")
            .Answers<IReadOnlyList<KeptReport>>("The newest reports, the newest first").Refuses(400);
        routes.MapRead($"{Route}/{{id}}", Get).WithName("ReadVerification").WithTags("Audit")
            .Answers<KeptReport>("The report").Refuses(400, 404);
    }

    /// <summary>Verifies the whole store and stores the report.</summary>
    private static async Task<IResult> Make(VerificationRun run, CancellationToken cancel)
    {
        var report = await run.MakeAsync(cancel);
        return TypedResults.Created($"{Route}/{report.Id}", report);
    }

    private static async Task<IResult> List(
        Asked<EmptyQuery> asked, AuditReports reports, CancellationToken cancel) =>
        asked.Malformed ?? TypedResults.Ok(await reports.NewestAsync(cancel));

    private static async Task<IResult> Get(
        [PathParameter("The report")] string id, Asked<EmptyQuery> asked, AuditReports reports,
        CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        return Guid.TryParse(id, out var key) && await reports.FindAsync(key, cancel) is { } report
            ? TypedResults.Ok(report)
            : ProblemResults.Problem(StatusCodes.Status404NotFound, "unknown-verification", ("value", id));
    }
}

/// <summary>Verifies the whole store and keeps the report.</summary>
internal sealed class VerificationRun(Audit audit, AuditReports reports, TimeProvider time)
{
    /// <returns>The report as it is kept.</returns>
    /// <exception cref="Npgsql.NpgsqlException">The database is unreachable; no report is kept.</exception>
    public async Task<KeptReport> MakeAsync(CancellationToken cancel)
    {
        var report = await audit.RunAsync(HeldEvidence.Nothing, _ => { }, cancel);
        return await reports.KeepAsync(Identifiers.New(time.GetUtcNow()), report, cancel);
    }
}
