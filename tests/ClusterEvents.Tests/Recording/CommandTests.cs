using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Auditing.Verification;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>The command line as its users meet it: the built program, what it prints and how it ends.</summary>
public sealed partial class CommandTests(CommandTests.Seeded seeded) : IClassFixture<CommandTests.Seeded>
{
    [Fact]
    public async Task Seeding_twice_records_once()
    {
        Assert.Equal((0, "22 recorded, 0 on record before, 0 refused\n"), (seeded.First.ExitCode, seeded.First.Output));

        var again = await CommandRun.OfAsync(seeded.ConnectionString, "seed");

        Assert.Equal((0, "0 recorded, 22 on record before, 0 refused\n"), (again.ExitCode, again.Output));
    }

    [Fact]
    public async Task What_is_exported_is_data_alone_and_imports_into_an_empty_store()
    {
        var export = await CommandRun.OfAsync(seeded.ConnectionString, "export");
        Assert.Equal((0, 22), (export.ExitCode, export.Lines.Length));
        Assert.All(export.Lines, line => Assert.Equal("1.0", (string?)JsonNode.Parse(line)!["specversion"]));

        using var file = new TemporaryFile(export.Output);
        var other = await TestStore.NewDatabaseAsync();
        var import = await CommandRun.OfAsync(other, "import", file.Path, "--preserve");
        var exported = await CommandRun.OfAsync(other, "export");

        Assert.Equal((0, "22 recorded, 0 on record before, 0 refused\n"), (import.ExitCode, import.Output));
        Assert.Equal(export.Output, exported.Output);
    }

    [Fact]
    public async Task An_export_can_be_of_one_city_one_campaign_or_some_days()
    {
        var remarks = await CommandRun.OfAsync(
            seeded.ConnectionString, "export", "--city", "can-tho", "--from", "2022-07-29", "--to", "2022-07-29");
        var campaign = await CommandRun.OfAsync(
            seeded.ConnectionString, "export", "--campaign", "vi-an-ninh-to-quoc-2022");
        var wrong = await CommandRun.OfAsync(seeded.ConnectionString, "export", "--from", "29/07/2022");

        Assert.Contains(remarks.Lines, line => line.Contains("remarks-delivered", StringComparison.Ordinal));
        Assert.All(remarks.Lines,
            line => Assert.Equal("2022-07-29", (string?)JsonNode.Parse(line)!["data"]!["occurredOn"]));
        Assert.Equal(10, campaign.Lines.Length);
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("yyyy-MM-dd", wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_line_is_explained_by_its_number_and_the_good_ones_are_kept()
    {
        var export = await CommandRun.OfAsync(seeded.ConnectionString, "export");
        string[] lines = [.. export.Lines[..3], "{ not json", .. export.Lines[3..5]];
        using var file = new TemporaryFile(string.Join('\n', lines));
        var other = await TestStore.NewDatabaseAsync();

        var import = await CommandRun.OfAsync(other, "import", file.Path);

        Assert.Equal((1, "5 recorded, 0 on record before, 1 refused\n"), (import.ExitCode, import.Output));
        Assert.Contains($"{file.Path}:4: malformed-json", import.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        foreach (var command in new[] { "import", "seed" })
        {
            var run = await CommandRun.OfAsync(seeded.ConnectionString, command, "/nowhere.ndjson");
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Contains("/nowhere.ndjson", run.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("city", "can-tho", "cities/can-tho")]
    [InlineData("campaign", "vi-an-ninh-to-quoc-2022", "campaigns/vi-an-ninh-to-quoc-2022")]
    public async Task A_replay_prints_the_page_that_the_service_shows(string kind, string id, string timeline)
    {
        var replay = await CommandRun.OfAsync(seeded.ConnectionString, "replay", kind, id);

        await using var service = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = seeded.ConnectionString });
        await service.InitializeAsync();
        var page = (await service.TimelineAsync(timeline)).Expect(HttpStatusCode.OK);
        Assert.Equal((0, page.Text), (replay.ExitCode, replay.Output));
    }

    [Fact]
    public async Task A_replay_of_what_is_not_on_record_prints_nothing_and_fails()
    {
        var unknown = await CommandRun.OfAsync(seeded.ConnectionString, "replay", "city", "nowhere");
        var early = await CommandRun.OfAsync(seeded.ConnectionString, "replay", "city", "can-tho", "--known-at", "1");

        foreach (var run in new[] { unknown, early })
        {
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains("was on record", run.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("`foo` is no command", "foo")]
    [InlineData("`--dta` is no command", "--dta", "folder")]
    [InlineData("--foo", "export", "--foo")]
    [InlineData("too few or too many arguments", "replay", "city")]
    [InlineData("verfy", "audit", "verfy")]
    [InlineData("Name the folder", "audit", "export")]
    [InlineData("yyyy-MM-dd", "export", "--from", "29/07/2022")]
    [InlineData("/nowhere", "import", "/nowhere")]
    [InlineData("/nowhere", "audit", "verify", "--checkpoint", "/nowhere")]
    [InlineData("--known-at", "replay", "city", "can-tho", "--known-at", "yesterday")]
    public async Task What_is_mistyped_is_one_line_and_exit_2_and_makes_nothing(string says, params string[] command)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"clusterevents-mistyped-{Environment.ProcessId}");

        var run = await CommandRun.OfAsync("", [.. command, "--data", folder]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, Assert.Single(run.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("export", "--data")]
    [InlineData("export", "--data=")]
    [InlineData("--data", "--urls", "http://127.0.0.1:0")]
    public async Task A_setting_without_its_value_is_refused_instead_of_taken_for_its_default(params string[] arguments)
    {
        var run = await CommandRun.OfAsync("", arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("--data needs a value", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_tells_nothing_of_its_search_for_commands()
    {
        foreach (var command in new[] { "export", "help" })
        {
            var run = await CommandRun.OfAsync(seeded.ConnectionString, command);
            Assert.DoesNotContain("Searching", run.Output + run.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("export")]
    [InlineData("import")]
    [InlineData("replay")]
    public async Task A_short_flag_stands_for_one_flag_alone(string command)
    {
        var help = await CommandRun.OfAsync(seeded.ConnectionString, "help", command);

        var flags = ShortFlag().Matches(help.Output).Select(match => match.Groups["flag"].Value);
        Assert.NotEmpty(flags);
        Assert.Equal(flags.Distinct(), flags);
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_one_line_and_exit_2()
    {
        var run = await CommandRun.OfAsync("Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=2", "export");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        var line = Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.Contains("ConnectionStrings__ClusterEvents", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_reads_leaves_the_schema_as_it_finds_it()
    {
        var connection = await AsAnotherVersionPreparesItAsync();
        var before = await SchemaAsync(connection);

        var export = await CommandRun.OfAsync(connection, "export");
        var replay = await CommandRun.OfAsync(connection, "replay", "city", "can-tho");

        Assert.Equal((0, 22), (export.ExitCode, export.Lines.Length));
        Assert.Equal((0, 1), (replay.ExitCode, replay.Lines.Length));
        Assert.Equal(before, await SchemaAsync(connection));
    }

    [Fact]
    public async Task What_records_leaves_the_schema_to_its_owner_where_the_setting_says_so()
    {
        var connection = await AsAnotherVersionPreparesItAsync();
        var before = await SchemaAsync(connection);

        var again = await CommandRun.OfAsync(connection, "seed", "--Store:Migrate=false");

        Assert.Equal((0, "0 recorded, 22 on record before, 0 refused\n"), (again.ExitCode, again.Output));
        Assert.Equal(before, await SchemaAsync(connection));
    }

    [Fact]
    public async Task A_store_that_nothing_was_ever_recorded_in_is_told_of_and_stays_empty()
    {
        var empty = await TestStore.NewDatabaseAsync();

        foreach (string[] command in new[] { ["export"], new[] { "replay", "city", "can-tho" } })
        {
            var run = await CommandRun.OfAsync(empty, command);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains("Nothing is on record", run.Errors, StringComparison.Ordinal);
        }

        Assert.Equal("", await SchemaAsync(empty));
    }

    [Fact]
    public async Task An_import_that_was_killed_is_completed_by_importing_again()
    {
        var connection = await TestStore.NewDatabaseAsync();
        Assert.Equal(0, (await CommandRun.OfAsync(connection, "seed")).ExitCode);
        var flowers = Enumerable.Range(1, 6_000).Select(number => Scenarios.Flowers($"killed-{number}").ToJsonString());
        using var file = new TemporaryFile(string.Join('\n', flowers));

        var exitCode = await KillAtFirstCommitAsync(connection, file.Path);
        var recorded = await CountAsync(connection);
        var again = await CommandRun.OfAsync(connection, "import", file.Path);

        Assert.NotEqual(0, exitCode);
        Assert.InRange(recorded, 1, 5_999);
        Assert.Equal((0, $"{6_000 - recorded} recorded, {recorded} on record before, 0 refused\n"),
            (again.ExitCode, again.Output));
        Assert.Equal(6_000, await CountAsync(connection));
    }

    /// <summary>Ends an import as kill -9 does, as soon as the store tells that something of it is committed.</summary>
    private static async Task<int> KillAtFirstCommitAsync(string connectionString, string file)
    {
        await using var listener = new NpgsqlConnection(connectionString);
        await listener.OpenAsync(TestApp.Cancel);
        await using var setUp = new NpgsqlCommand(
            """
            create function public.tell() returns trigger language plpgsql as
              $$ begin perform pg_notify('imported', ''); return null; end $$;
            create trigger tell after insert on clusterevents.mt_events
              for each statement execute function public.tell();
            listen imported;
            """, listener);
        await setUp.ExecuteNonQueryAsync(TestApp.Cancel);

        using var import = CommandRun.Start(connectionString, "import", file);
        await listener.WaitAsync(TestApp.Cancel);
        import.Kill();
        await import.WaitForExitAsync(TestApp.Cancel);
        return import.ExitCode;
    }

    /// <summary>A seeded store without a table and indexes that this version of the program would make.</summary>
    private static async Task<string> AsAnotherVersionPreparesItAsync()
    {
        var connection = await TestStore.NewDatabaseAsync();
        Assert.Equal(0, (await CommandRun.OfAsync(connection, "seed")).ExitCode);
        await using var database = NpgsqlDataSource.Create(connection);
        await using var drop = database.CreateCommand(
            $"""
            drop table {AuditReports.Table};
            do $$ begin
              execute (select 'drop index ' || string_agg(indexrelid::regclass::text, ', ') from pg_index
                where indrelid = 'clusterevents.mt_events'::regclass and not indisunique);
            end $$
            """);
        await drop.ExecuteNonQueryAsync(TestApp.Cancel);
        return connection;
    }

    /// <summary>The tables, indexes and sequences of all schemas of the program.</summary>
    private static async Task<string> SchemaAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var query = database.CreateCommand(
            """
            select coalesce(string_agg(oid::regclass::text, ' ' order by oid), '') from pg_class
            where relnamespace in (select oid from pg_namespace where nspname in ('clusterevents', 'wolverine'))
            """);
        return (string)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    private static async Task<long> CountAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var count = database.CreateCommand(
            "select count(*) from clusterevents.mt_events where headers->>'id' like 'killed-%'");
        return (long)(await count.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    /// <summary>As the table below the usages names them.</summary>
    [GeneratedRegex(@"^\s*\[(?<flag>-\w), ", RegexOptions.Multiline)]
    private static partial Regex ShortFlag();

    /// <summary>A store that the seed command has filled.</summary>
    public sealed class Seeded : IAsyncLifetime
    {
        public string ConnectionString { get; private set; } = "";

        public CommandRun First { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            ConnectionString = await TestStore.NewDatabaseAsync();
            First = await CommandRun.OfAsync(ConnectionString, "seed");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
