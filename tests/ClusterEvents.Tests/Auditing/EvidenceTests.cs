using System.Net;
using System.Runtime.Versioning;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.Verifier;
using ClusterEvents.Verifier.Folder;
using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>The audit commands, and the verifier's check of their evidence.</summary>
[Collection<OnSealedLog>]
public sealed class EvidenceTests(SealedApp app)
{
    [Fact]
    public async Task An_export_passes_the_verifier()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("clusterevents-evidence-").FullName, "evidence");
        var exported = await CommandRun.OfProcessAsync(app.ConnectionString, "audit", "export", folder);
        Assert.True(exported.ExitCode == 0, exported.Errors);
        var key = (await app.GetAsync("/log/keys")).Text.Trim();
        if (!OperatingSystem.IsWindows()) OnlyItsOwnerMayRead(folder);

        Assert.Equal(0, await Verifier.Program.Main(["folder", folder, "--key", key]));
        Assert.Equal(0, await Verifier.Program.Main(["timeline", folder, "city/can-tho"]));
        // A folder that is not empty is left unchanged.
        Assert.Equal(2, (await CommandRun.OfAsync(app.ConnectionString, "audit", "export", folder)).ExitCode);

        var events = Path.Combine(folder, "events.ndjson");
        await File.WriteAllTextAsync(events,
            (await File.ReadAllTextAsync(events, TestApp.Cancel))
                .Replace("Đại tá", "Thiếu tá", StringComparison.Ordinal),
            TestApp.Cancel);
        Assert.Equal(1, await Verifier.Program.Main(["folder", folder, "--key", key]));
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Fact]
    public async Task Verify_says_clean_with_its_exit_code()
    {
        var run = await CommandRun.OfAsync(app.ConnectionString, "audit", "verify", "--json");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.True((bool)System.Text.Json.Nodes.JsonNode.Parse(run.Output)!["clean"]!);
    }

    [Fact]
    public async Task Verify_holds_a_key_known_from_elsewhere_against_the_store()
    {
        var key = (await app.GetAsync("/log/keys")).Text.Trim();
        const string Foreign = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        Task<CommandRun> VerifyAsync(string given) =>
            CommandRun.OfAsync(app.ConnectionString, "audit", "verify", "--key", given);

        var run = await VerifyAsync(key);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains($"The store names the log's key {key}", run.Output, StringComparison.Ordinal);
        run = await VerifyAsync(Foreign);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"key-missing: key {Foreign}", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await VerifyAsync("nonsense")).ExitCode);
    }

    [Fact]
    public async Task Missing_parts_of_a_verification_are_reported()
    {
        var connection = await TestStore.NewDatabaseAsync();
        Assert.Equal(0, (await CommandRun.OfAsync(connection, "seed")).ExitCode);

        var run = await CommandRun.OfAsync(connection, "audit", "verify");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("there was no log to check", run.Output, StringComparison.Ordinal);
        Assert.Contains("there was no timeline to check", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Root", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_cannot_run_exits_with_2()
    {
        Assert.Equal(2, (await CommandRun.OfAsync(app.ConnectionString, "audit", "receipt", "nonsense")).ExitCode);
        Assert.Equal(2,
            (await CommandRun.OfAsync(app.ConnectionString, "audit", "verify", "--checkpoint", "/nowhere")).ExitCode);
        var empty = await CommandRun.OfAsync(await TestStore.NewDatabaseAsync(), "audit", "verify");
        Assert.Equal(2, empty.ExitCode);
        Assert.Contains("Nothing is on record", empty.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_is_printed_by_the_command()
    {
        var run = await CommandRun.OfAsync(app.ConnectionString, "audit", "receipt", app.Remarks);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("c2sp.org/tlog-proof@v1\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_convinces_the_outside_auditor_of_its_own_event_alone()
    {
        var folder = Directory.CreateTempSubdirectory("clusterevents-evidence-").FullName;
        var (receipt, file) = (Path.Combine(folder, "receipt"), Path.Combine(folder, "event"));
        await File.WriteAllTextAsync(
            receipt, (await app.GetAsync($"/v1/activities/{app.Corrected}/receipt")).Text, TestApp.Cancel);
        var flowers = (await app.EventsAsync($"subject=ceremony/{app.Corrected}"))[0];
        var key = (await app.GetAsync("/log/keys")).Text.Trim();
        var opening = Path.Combine(folder, "opening");
        await File.WriteAllTextAsync(opening,
            (await app.GetAsync($"/v1/activities/{app.Corrected}/opening")).Expect(HttpStatusCode.OK).Text,
            TestApp.Cancel);

        foreach (var (place, exitCode) in new[] { ("Nhà tưởng niệm", 0), ("Đền thờ", 1) })
        {
            flowers["data"]!["place"] = place;
            await File.WriteAllTextAsync(file, flowers.ToJsonString(), TestApp.Cancel);
            Assert.Equal(exitCode, await Verifier.Program.Main(
                ["receipt", receipt, "--key", key, "--event", file, "--opening", opening]));
        }

        Directory.Delete(folder, recursive: true);
    }

    [UnsupportedOSPlatform("windows")]
    private static void OnlyItsOwnerMayRead(string folder)
    {
        const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var inside = new DirectoryInfo(folder).GetFileSystemInfos("*", SearchOption.AllDirectories);
        Assert.All(inside.Append(new DirectoryInfo(folder)), one =>
            Assert.Equal(one is DirectoryInfo ? File | UnixFileMode.UserExecute : File, one.UnixFileMode));
    }

    [Fact]
    public void The_verifier_knows_the_timelines_of_each_event_type()
    {
        var kinds = StoredEvents.Catalogue.Types.ToLookup(type => type.Reach, type => Kinds.Of(type.CloudEventType));
        Assert.Equal(kinds[Reach.CitiesOnly].Order(), Kinds.CitiesOnly.Order());
        Assert.Equal(kinds[Reach.RegistryOnly].Order(), Kinds.Nowhere.Order());
    }
}
