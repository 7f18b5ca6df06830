using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using Npgsql;

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
            ? TypedResults.Ok(new KeptReport(key, report))
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
        var kept = new KeptReport(Identifiers.New(time.GetUtcNow()), report);
        await reports.KeepAsync(kept.Id, report, cancel);
        return kept;
    }
}

/// <summary>A stored report with its id.</summary>
public sealed record KeptReport(Guid Id, AuditReport Report);

/// <summary>The reports of verifications over HTTP.</summary>
public sealed class AuditReports(NpgsqlDataSource database)
{
    public const string Table = "clusterevents.audit_report";
    private const int Shown = 50;

    public async Task KeepAsync(Guid id, AuditReport report, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"insert into {Table} (id, made_at, report) values ($1, $2, $3::jsonb)");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = report.FinishedAt });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(report, RecordJson.Options) });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<AuditReport?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var query = database.CreateCommand($"select report::text from {Table} where id = $1");
        query.Parameters.Add(new() { Value = id });
        return await query.ExecuteScalarAsync(cancel) is string json ? Read(json) : null;
    }

    /// <summary>The latest reports, newest first.</summary>
    public async Task<IReadOnlyList<KeptReport>> NewestAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(
            $"select id, report::text from {Table} order by made_at desc, id desc limit {Shown}");
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var reports = new List<KeptReport>();
        while (await rows.ReadAsync(cancel)) reports.Add(new(rows.GetGuid(0), Read(rows.GetString(1))));
        return reports;
    }

    private static AuditReport Read(string json) => JsonSerializer.Deserialize<AuditReport>(json, RecordJson.Options)!;
}
