using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Domain.Model;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Reports;

/// <summary>The reports of verifications that are kept.</summary>
internal sealed class AuditReports(NpgsqlDataSource database, ReportSignatures signatures, RememberedReports remembered)
{
    public const string Table = "clusterevents.audit_report";
    private const int Shown = 50;

    /// <summary>One report at a time is kept, on whichever node, because each names the one before it.</summary>
    private const string Take = "select pg_advisory_xact_lock(hashtext('clusterevents reports'))";

    /// <returns>The report as it is kept.</returns>
    public async Task<KeptReport> KeepAsync(Guid id, AuditReport report, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var take = new NpgsqlCommand(Take, connection)) await take.ExecuteNonQueryAsync(cancel);
        var json = (JsonObject)JsonSerializer.SerializeToNode(report, RecordJson.Options)!;
        var signer = await signatures.SignerAsync(connection, cancel);
        // After the signer, with which a node that had none comes to know a key.
        var keys = await signatures.KeysAsync(connection, cancel);
        var chain = signer is null ? null : await ReportChain.ReadAsync(connection, keys, cancel);
        var link = chain?.Append(id, json);
        if (signer is not null) ReportSignatures.Sign(json, id, signer);

        await using var command = new NpgsqlCommand(
            $"insert into {Table} (id, made_at, report) values ($1, $2, $3::jsonb)", connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = report.FinishedAt });
        command.Parameters.Add(new() { Value = json.ToJsonString() });
        await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        if (link is not null) await remembered.AddAsync(connection, link, chain!, cancel);
        return new(id, report, ReportSignatures.TakeFrom(json, id, keys));
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
