using System.Diagnostics;
using System.Net;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.LocalPostgres;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>
/// A backup, as the README of the sources describes it, brings back a store that verifies and goes on.
/// </summary>
[Collection<OnSealedLog>]
public sealed class RestoreTests(SealedApp app)
{
    [Fact]
    public async Task A_restored_store_verifies_against_a_checkpoint_from_before_the_loss()
    {
        var folder = Directory.CreateTempSubdirectory("clusterevents-backup-");
        var (backup, kept) = (Path.Combine(folder.FullName, "backup"), Path.Combine(folder.FullName, "checkpoint"));
        await RunAsync("pg_dump", "--format=custom", $"--file={backup}", Uri(app.ConnectionString));
        await File.WriteAllTextAsync(
            kept, (await app.Get<SealedLog>().NewestAsync(TestApp.Cancel))!.Note, TestApp.Cancel);

        var restored = await TestStore.NewDatabaseAsync();
        await RunAsync("pg_restore", $"--dbname={Uri(restored)}", "--exit-on-error", backup);
        var verified = await CommandRun.OfAsync(restored, "audit", "verify", "--checkpoint", kept);

        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        await using var next = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = restored });
        await next.InitializeAsync();
        (await next.PostEventAsync(Scenarios.Flowers(), ("Prefer", "receipt"))).Expect(HttpStatusCode.Created);
        Assert.Equal(0, (await CommandRun.OfAsync(restored, "audit", "verify", "--checkpoint", kept)).ExitCode);
        folder.Delete(recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var installed = (await PostgresBinaries.FindAsync(null, TestApp.Cancel))[0];
        var start = new ProcessStartInfo(installed.Program(program), arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestApp.Cancel);
        await process.WaitForExitAsync(TestApp.Cancel);
        Assert.True(process.ExitCode == 0, errors);
    }

    private static string Uri(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgresql://{to.Username}:{System.Uri.EscapeDataString(to.Password ?? "")}"
            + $"@{to.Host}:{to.Port}/{to.Database}";
    }
}
