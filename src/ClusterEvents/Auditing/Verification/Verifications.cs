using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.TransparencyLog;
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

/// <summary>A stored report.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Report">The report.</param>
/// <param name="SignedByLog">
/// Whether the key of the log signed it. Whoever writes to the database can keep one that is not: do not rely on that.
/// </param>
public sealed record KeptReport(Guid Id, AuditReport Report, bool SignedByLog);

/// <summary>The reports of verifications over HTTP.</summary>
internal sealed class AuditReports(NpgsqlDataSource database, ReportSignatures signatures)
{
    public const string Table = "clusterevents.audit_report";
    private const int Shown = 50;

    /// <returns>The report as it is kept.</returns>
    public async Task<KeptReport> KeepAsync(Guid id, AuditReport report, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var json = (JsonObject)JsonSerializer.SerializeToNode(report, RecordJson.Options)!;
        var signed = await signatures.SignedAsync(connection, id, json, cancel);
        await using var command = new NpgsqlCommand(
            $"insert into {Table} (id, made_at, report) values ($1, $2, $3::jsonb)", connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = report.FinishedAt });
        command.Parameters.Add(new() { Value = signed });
        await command.ExecuteNonQueryAsync(cancel);
        return Read(id, signed, await signatures.KeysAsync(connection, cancel));
    }

    public async Task<KeptReport?> FindAsync(Guid id, CancellationToken cancel) =>
        (await ReadAsync("where id = $1", id, cancel)).FirstOrDefault();

    /// <summary>The latest reports, newest first by what they say themselves.</summary>
    public async Task<IReadOnlyList<KeptReport>> NewestAsync(CancellationToken cancel) =>
    [
        .. (await ReadAsync($"order by made_at desc, id desc limit {Shown}", null, cancel))
            .OrderByDescending(kept => kept.Report.FinishedAt),
    ];

    private async Task<List<KeptReport>> ReadAsync(string which, Guid? id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var keys = await signatures.KeysAsync(connection, cancel);
        await using var query = new NpgsqlCommand($"select id, report::text from {Table} {which}", connection);
        if (id is { } one) query.Parameters.Add(new() { Value = one });
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var reports = new List<KeptReport>();
        while (await rows.ReadAsync(cancel)) reports.Add(Read(rows.GetGuid(0), rows.GetString(1), keys));
        return reports;
    }

    private static KeptReport Read(Guid id, string stored, IReadOnlyList<NoteVerifier> keys)
    {
        var json = (JsonObject)JsonNode.Parse(stored)!;
        var isSigned = ReportSignatures.TakeFrom(json, id, keys);
        return new(id, json.Deserialize<AuditReport>(RecordJson.Options)!, isSigned);
    }
}
