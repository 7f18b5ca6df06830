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
using JasperFx.CommandLine;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>The actions of the audit command.</summary>
public enum AuditAction { verify, export, receipt, rotate }

public sealed class AuditInput : CommandInput
{
    [Description(
        "verify everything, export evidence to a folder, print the receipt of an activity, rotate the log's key")]
    public AuditAction Action { get; set; }

    [Description("The folder to export to, or the id of the activity")]
    public string? Target { get; set; }

    [Description("Print the report as JSON")]
    public bool JsonFlag { get; set; }

    [Description("verify: a file with a checkpoint that you have kept, which the log must still contain")]
    public string? CheckpointFlag { get; set; }

    public override string? Fault() => (Action, Target) switch
    {
        _ when !Enum.IsDefined(Action) => $"There is no audit {Action}",
        (AuditAction.export, null) => "Name the folder: audit export <folder>",
        (AuditAction.receipt, _) when !Guid.TryParse(Target, out _) => "Name the activity: audit receipt <activityId>",
        (AuditAction.verify or AuditAction.rotate, not null) => $"audit {Action} takes no `{Target}`",
        // Rotation cannot be undone, so it accepts no further arguments.
        (AuditAction.rotate, _) when JsonFlag || CheckpointFlag is not null => "audit rotate takes no flags",
        _ when CheckpointFlag is { } file && !File.Exists(file) => $"There is no file {file}",
        _ => null,
    };
}

/// <summary>
/// Verifies the store and writes evidence for outsiders. Exit code 0: clean, or done; 1: findings; 2: could not run.
/// </summary>
[Description("Verify the whole store, export evidence, print a receipt, rotate the log's key", Name = "audit")]
public sealed class AuditCommand : JasperFxAsyncCommand<AuditInput>
{
    private const int CouldNotRun = 2;

    private static readonly JsonSerializerOptions Indented = new(RecordJson.Options) { WriteIndented = true };

    public AuditCommand()
    {
        Usage("Verify the whole store, or rotate the log's key").Arguments(input => input.Action);
        Usage("Export to a folder, or print the receipt of an activity")
            .Arguments(input => input.Action, input => input.Target!);
    }

    public override async Task<bool> Execute(AuditInput input)
    {
        try
        {
            return await (input.Action switch
            {
                AuditAction.verify => VerifyAsync(input, input.Host.Services),
                AuditAction.export => ExportAsync(input.Target!, input.Host.Services),
                AuditAction.receipt => ReceiptAsync(Guid.Parse(input.Target!), input.Host.Services),
                _ => RotateAsync(input.Host.Services),
            });
        }
        catch (Exception exception) when (exception is AuditException or PostgresException or IOException
            or InvalidDataException or UnauthorizedAccessException or FormatException
            || Failures.StoreIsAway(exception))
        {
            await Console.Error.WriteLineAsync($"The audit could not run: {exception.Message}");
            Environment.ExitCode = CouldNotRun;
            return false;
        }
    }

    private static async Task<bool> VerifyAsync(AuditInput input, IServiceProvider services)
    {
        IReadOnlyList<PublishedCheckpoint> held = input.CheckpointFlag is { } file ? [Held(file)] : [];
        var report = await ProgressBar.ShowAsync("Verifying", 1, done =>
            services.GetRequiredService<Audit>().RunAsync(held, done, CancellationToken.None));
        if (input.JsonFlag) Console.WriteLine(JsonSerializer.Serialize(report, Indented));
        else Print(report);
        return report.Clean;
    }

    private static async Task<bool> ExportAsync(string folder, IServiceProvider services)
    {
        var manifest = await ProgressBar.ShowAsync("Exporting evidence", 1, done =>
            services.GetRequiredService<EvidenceExport>().WriteAsync(folder, done, CancellationToken.None));
        Console.WriteLine($"{manifest.Size} leaves, root {manifest.Root}, in {Path.GetFullPath(folder)}");
        return true;
    }

    private static async Task<bool> ReceiptAsync(Guid id, IServiceProvider services)
    {
        Console.Write(await services.GetRequiredService<IReceipts>().FindAsync(id, CancellationToken.None)
            ?? throw new AuditException(
                $"No checkpoint stands for an activity `{id}`. It must be on record, and the service "
                + "must have run since to seal it."));
        return true;
    }

    private static async Task<bool> RotateAsync(IServiceProvider services)
    {
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        var signer = await services.GetRequiredService<LogKeys>().RotateAsync(connection, CancellationToken.None);
        Console.WriteLine(signer.Verifier.Key);
        return true;
    }

    private static PublishedCheckpoint Held(string file)
    {
        var text = File.ReadAllText(file);
        return SignedNote.TryParse(text, out var note) && Checkpoint.TryParse(note.Text, out var checkpoint)
            ? new(checkpoint.Size, text) : throw new AuditException($"{file} holds no signed checkpoint.");
    }

    private static void Print(AuditReport report)
    {
        foreach (var finding in report.Findings)
            Console.WriteLine($"{finding.Code}: {finding.Where}: {finding.Detail}");
        if (report.FindingCount > report.Findings.Count)
            Console.WriteLine($"… and {report.FindingCount - report.Findings.Count} more.");
        Console.WriteLine($"{report.Events} events, {report.Leaves} leaves ({report.Unsealed} events not sealed yet), "
            + $"{report.Checkpoints} checkpoints, {report.Streams} streams, {report.Entries} entries, "
            + $"{report.Rows} timeline rows, "
            + $"{report.Erased} with erased fields, in {(report.FinishedAt - report.StartedAt).TotalSeconds:0.0} s");
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

/// <summary>The audit cannot carry out a request; the message explains why and what to do.</summary>
public sealed class AuditException(string message) : Exception(message);
