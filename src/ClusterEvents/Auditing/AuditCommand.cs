using System.CommandLine;
using System.Text.Json;
using ClusterEvents.Auditing.Evidence;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Commands;
using ClusterEvents.Recording.Http;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>
/// Verifies the store and writes evidence for outsiders. Exit code 0: clean, or done; 1: findings; 2: could not run.
/// </summary>
internal static class AuditCommand
{
    private const int CouldNotRun = 2;

    private static readonly JsonSerializerOptions Indented = new(RecordJson.Options) { WriteIndented = true };

    public static HostCommand Create()
    {
        var action = CommandArguments.OneOf(
            "action",
            "verify everything, export evidence to a folder, print the receipt of an activity, rotate the log's key",
            "verify", "export", "receipt", "rotate");
        var target = new Argument<string?>("target")
        {
            Description = "The folder to export to, or the id of the activity",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = CommandArguments.Flag("--json", "-j", "Print the report as JSON");
        var checkpoint = new Option<string?>("--checkpoint", "-c")
        {
            Description = "verify: a file with a checkpoint or a receipt that you have kept, which the log must still "
                + "contain",
        }.Checked(File.Exists, file => $"There is no file {file}");
        var key = new Option<string?>("--key", "-k")
        {
            Description = "verify: the log's verifier key as you know it from elsewhere, or a file with one key a "
                + "line; the store must name these keys and no others",
        };
        var audit = new HostCommand(
            "audit", "Verify the whole store, export evidence, print a receipt, rotate the log's key")
        {
            Arguments = { action, target },
            Options = { json, checkpoint, key },
            RunAsync = (given, host, cancel) => RunAsync(given.GetRequiredValue(action), given.GetValue(target),
                given.GetValue(json), given.GetValue(checkpoint), given.GetValue(key), host, cancel),
        };
        audit.Validators.Add(given =>
        {
            var hasFlags = given.GetValue(json) || (given.GetValue(checkpoint) ?? given.GetValue(key)) is not null;
            if (FaultOf(given.GetValue(action), given.GetValue(target), hasFlags) is { } fault) given.AddError(fault);
        });
        return audit;
    }

    private static string? FaultOf(string? action, string? target, bool hasFlags) => (action, target) switch
    {
        ("export", null) => "Name the folder: audit export <folder>",
        ("receipt", _) when !Guid.TryParse(target, out _) => "Name the activity: audit receipt <activityId>",
        ("verify" or "rotate", not null) => $"audit {action} takes no `{target}`",
        // Rotation cannot be undone, so it accepts no further arguments.
        ("rotate", _) when hasFlags => "audit rotate takes no flags",
        _ => null,
    };

    private static async Task<int> RunAsync(
        string action, string? target, bool asJson, string? checkpoint, string? key, IHost host,
        CancellationToken cancel)
    {
        try
        {
            if (!await CommandSession.HasRecordAsync(host, cancel)) return CouldNotRun;
            var services = host.Services;
            return await (action switch
            {
                "verify" => VerifyAsync(asJson, checkpoint, key, services, cancel),
                "export" => ExportAsync(target!, services, cancel),
                "receipt" => ReceiptAsync(Guid.Parse(target!), services, cancel),
                _ => RotateAsync(services, cancel),
            });
        }
        catch (Exception exception) when (exception is AuditException or PostgresException or IOException
            or InvalidDataException or UnauthorizedAccessException or FormatException
            || Failures.StoreIsAway(exception))
        {
            await Console.Error.WriteLineAsync($"The audit could not run: {exception.Message}");
            return CouldNotRun;
        }
    }

    private static async Task<int> VerifyAsync(
        bool asJson, string? checkpoint, string? key, IServiceProvider services, CancellationToken cancel)
    {
        var held = new HeldEvidence(checkpoint is { } file ? [Held(file)] : [], key is null ? [] : KeysIn(key));
        var report = await ProgressBar.ShowAsync("Verifying", 1, done =>
            services.GetRequiredService<Audit>().RunAsync(held, done, cancel));
        if (asJson) Console.WriteLine(JsonSerializer.Serialize(report, Indented));
        else Print(report);
        return report.Clean ? 0 : 1;
    }

    private static async Task<int> ExportAsync(string folder, IServiceProvider services, CancellationToken cancel)
    {
        var manifest = await ProgressBar.ShowAsync("Exporting evidence", 1, done =>
            services.GetRequiredService<EvidenceExport>().WriteAsync(folder, done, cancel));
        Console.WriteLine($"{manifest.Size} leaves, root {manifest.Root}, in {Path.GetFullPath(folder)}");
        if (manifest.Leaves > manifest.Size)
            await Console.Error.WriteLineAsync(
                $"{manifest.Leaves - manifest.Size} newer leaves are not in the folder, because no checkpoint stands "
                + "for them. A running service signs one within a second; if none comes, verify the store.");
        return 0;
    }

    private static async Task<int> ReceiptAsync(Guid id, IServiceProvider services, CancellationToken cancel)
    {
        Console.Write(await services.GetRequiredService<IReceipts>().FindAsync(id, cancel)
            ?? throw new AuditException(
                $"No checkpoint stands for an activity `{id}`. It must be on record, and the service "
                + "must have run since to seal it."));
        return 0;
    }

    private static async Task<int> RotateAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancel);
        var signer = await services.GetRequiredService<LogKeys>().RotateAsync(connection, cancel);
        Console.WriteLine(signer.Verifier.Key);
        return 0;
    }

    private static PublishedCheckpoint Held(string file)
    {
        var text = File.ReadAllText(file);
        if (Receipt.TryParse(text, out var receipt)) text = receipt.Note.ToString();
        return SignedNote.TryParse(text, out var note) && Checkpoint.TryParse(note.Text, out var checkpoint)
            ? new(checkpoint.Size, text)
            : throw new AuditException($"{file} holds no signed checkpoint and no receipt.");
    }

    private static string[] KeysIn(string given)
    {
        var keys = (File.Exists(given) ? File.ReadAllText(given) : given)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var malformed = keys.Length == 0 ? given : keys.FirstOrDefault(key => !NoteVerifier.TryParse(key, out _));
        return malformed is null ? keys
            : throw new AuditException($"`{malformed}` is no verifier key such as /log/keys answers.");
    }

    private static void Print(AuditReport report)
    {
        foreach (var finding in report.Findings)
            Console.WriteLine($"{finding.Code}: {finding.Where}: {finding.Detail}");
        if (report.FindingCount > report.Findings.Count)
            Console.WriteLine($"… and {report.FindingCount - report.Findings.Count} more.");
        Console.WriteLine($"{report.Events} events, {report.Leaves} leaves ({report.Unsealed} events not sealed yet), "
            + $"{report.Checkpoints} checkpoints ({report.UnsignedLeaves} leaves not signed yet), "
            + $"{report.Streams} streams, {report.Entries} entries, "
            + $"{report.Rows} timeline rows, {report.Listings} listings, "
            + $"{report.Erased} with erased fields, in {(report.FinishedAt - report.StartedAt).TotalSeconds:0.0} s");
        foreach (var key in report.Keys) Console.WriteLine($"The store names the log's key {key}");
        if (report is { Root: null, Events: > 0 })
            Console.WriteLine("No checkpoint stands, so there was no log to check. A running service seals events.");
        if (report is { Entries: 0, Events: > 0 })
            Console.WriteLine("No entry is written, so there was no timeline to check. A running service writes them.");
        Console.WriteLine(report switch
        {
            { Clean: true, Root: { } root } => $"Clean. Root {root}",
            { Clean: true } => "Clean, as far as there was something to check.",
            { FindingCount: 1 } => "1 finding.",
            _ => $"{report.FindingCount} findings.",
        });
    }
}
