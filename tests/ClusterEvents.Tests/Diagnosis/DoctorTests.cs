using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Tests.LocalPostgres;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Diagnosis;

public sealed class DoctorTests
{
    [Fact]
    public async Task It_lists_what_the_present_rules_would_refuse_and_says_why()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var clean = await CommandRun.OfAsync(app.ConnectionString, "doctor");
        Assert.Equal((0, "Every entry on record would be accepted today."), (clean.ExitCode, clean.Lines[^1]));

        var held = (await app.PostAsync("/v1/community-activities", new JsonObject
        {
            ["occurredOn"] = "2024-05-05",
            ["clusterId"] = Scenarios.Cluster,
            ["cityIds"] = new JsonArray("da-nang"),
            ["kind"] = "Tặng quà",
        })).Expect(HttpStatusCode.Created);
        (await app.PostAsync($"/v1/clusters/{Scenarios.Cluster}/departures", new JsonObject
        {
            ["occurredOn"] = "2024-04-01",
            ["cityId"] = "da-nang",
            ["unit"] = new JsonObject { ["name"] = "Công an Đà Nẵng" },
            ["effectiveOn"] = "2024-04-01",
        })).Expect(HttpStatusCode.Created);

        var found = await CommandRun.OfAsync(app.ConnectionString, "doctor");

        Assert.Equal(1, found.ExitCode);
        Assert.Contains($"{held.Json["activityId"]}  CommunityActivityHeld of 2024-05-05", found.Output,
            StringComparison.Ordinal);
        Assert.Contains("city-not-a-member", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_lists_every_fault_also_of_what_cannot_start_and_says_what_to_do_about_each()
    {
        using var empty = new TemporaryFolder();
        using var program = CommandRun.Start("", "doctor", "--ConnectionString:ClusterEvents=Host=db",
            "--Log:KeyFoldr=/keys", "--urls=nowhere", "--Authentication:Audience=clusterevents",
            $"--data={empty.Path}");

        var output = await program.StandardOutput.ReadToEndAsync(TestApp.Cancel);
        await program.WaitForExitAsync(TestApp.Cancel);

        Assert.Equal(1, program.ExitCode);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Collection(lines,
            line => Assert.Equal("settings: ConnectionString__ClusterEvents is no setting of this program. Is "
                + "ConnectionStrings__ClusterEvents meant?", line),
            line =>
                Assert.Equal("settings: Log__KeyFoldr is no setting of this program. Is Log__KeyFolder meant?", line),
            line => Assert.StartsWith("settings: urls holds `nowhere`", line, StringComparison.Ordinal),
            line => Assert.StartsWith("settings: Authentication__Audience is set and", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"store: There is no store in {empty.Path}", line, StringComparison.Ordinal),
            line => Assert.Equal("5 faults of the installation were found.", line));
        Assert.Empty(await program.StandardError.ReadToEndAsync(TestApp.Cancel));
    }

    /// <summary>One that ends at the first fault is run as often as there are faults.</summary>
    [Fact]
    public async Task Faults_of_all_parts_are_told_at_once()
    {
        using var empty = new TemporaryFolder();
        using var program = CommandRun.Start("", "doctor", $"--data={empty.Path}", "--Seeds:Load=yes",
            "--WebhookRetries:0=5", "--Webhooks:0:Url=ftp://a", "--Webhooks:0:Secret=x", "--Log:Quorum=1",
            "--Log:Origin=a b", "--Proxies:0=proxy", "--Logging:LogLevel:Default=Warn", "--Kafka:Topic=a b/c",
            "--Kafka:BootstrapServers=broker",
            "--Kestrel:Certificates:Default:Path=/no-such.pem", "--urls=http://127.0.0.1:0/base");

        var output = await program.StandardOutput.ReadToEndAsync(TestApp.Cancel);
        await program.WaitForExitAsync(TestApp.Cancel);

        Assert.Equal(1, program.ExitCode);
        Assert.Equal(
            [
                "Kafka__BootstrapServers", "Kafka__Topic",
                "Kestrel__Certificates__Default__Path", "Log__Origin", "Log__Quorum", "Logging__LogLevel__Default",
                "Proxies__0", "Seeds__Load", "WebhookRetries__0", "Webhooks__0__Secret", "Webhooks__0__Url", "urls",
            ],
            output.Split('\n').Where(line => line.StartsWith("settings: ", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[1]).Order(StringComparer.Ordinal));
        Assert.Empty(await program.StandardError.ReadToEndAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task A_store_with_what_only_a_newer_version_knows_is_named_and_not_written_to()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.TamperAsync("update clusterevents.mt_event_progression set name = 'TimelinesV99:All' "
            + "where name = 'IntegrationEvents:All'");
        await app.DisposeAsync();
        var later = await CommandRun.OfAsync(app.ConnectionString, "doctor");
        Assert.Equal(1, later.ExitCode);
        Assert.StartsWith(
            "store version: A newer version of this program has served from this store: it has timelines of "
            + "version 99", later.Output, StringComparison.Ordinal);

        await using (var database = NpgsqlDataSource.Create(app.ConnectionString))
        await using (var newer = database.CreateCommand(
            "begin; set local session_replication_role = replica; update clusterevents.mt_events set type = "
            + "'lanterns-lit.v2' where seq_id = (select max(seq_id) from clusterevents.mt_events); commit"))
            await newer.ExecuteNonQueryAsync(TestApp.Cancel);

        var doctor = await CommandRun.OfAsync(app.ConnectionString, "doctor");
        Assert.Contains("(lanterns-lit.v2)", doctor.Output, StringComparison.Ordinal);
        var seed = await CommandRun.OfAsync(app.ConnectionString, "seed");
        Assert.Equal((2, ""), (seed.ExitCode, seed.Output));
        Assert.StartsWith("A newer version of this program has recorded in this store what this one does not know "
            + "(lanterns-lit.v2)", Assert.Single(seed.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_server_for_pages_is_looked_at()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        var away = new NpgsqlConnectionStringBuilder(app.ConnectionString)
        {
            Host = "127.0.0.1:1,127.0.0.1",
            Database = new NpgsqlConnectionStringBuilder(await TestStore.NewDatabaseAsync()).Database,
        };

        var found = await CommandRun.OfAsync(
            app.ConnectionString, "doctor", $"--ConnectionStrings:Reads={away.ConnectionString}");
        var itself = await CommandRun.OfAsync(
            app.ConnectionString, "doctor", $"--ConnectionStrings:Reads={app.ConnectionString}");

        Assert.Equal((1, 1), (found.ExitCode, itself.ExitCode));
        Assert.StartsWith("reads at 127.0.0.1:1: Of 127.0.0.1:1 in ConnectionStrings__Reads: It cannot be used, and "
            + "pages are read on the primary: ", found.Lines[0], StringComparison.Ordinal);
        Assert.Equal("reads at 127.0.0.1: Of 127.0.0.1 in ConnectionStrings__Reads: It has another record than "
            + "ConnectionStrings__ClusterEvents, so that no page is read there. Name a standby of that database in "
            + "ConnectionStrings__Reads, or leave it out.", found.Lines[1]);
        Assert.EndsWith("It is the primary itself, which answers pages without this setting. Name a standby, or leave "
            + "it out.", itself.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_takes_no_writes_is_named()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await app.DisposeAsync();

        var found = await CommandRun.OfAsync(
            $"{app.ConnectionString};Options=-c default_transaction_read_only=on", "doctor");

        Assert.Equal(1, found.ExitCode);
        Assert.Equal("writes: The database only reads (default_transaction_read_only is on). Name the primary, or "
            + "both hosts of a pair.", found.Lines[0]);
    }

    [Fact]
    public async Task A_machine_without_the_time_zone_is_one_line_and_exit_code_2()
    {
        using var empty = new TemporaryFolder();
        using var program = ProgramProcess.Start(new()
        {
            ["ConnectionStrings__ClusterEvents"] = await TestStore.NewDatabaseAsync(),
            // Where the runtime looks for time zones.
            ["TZDIR"] = empty.Path,
        }, "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.StartsWith("This machine does not know the time zone Asia/Ho_Chi_Minh", Assert.Single(program.Errors),
            StringComparison.Ordinal);
    }
}
