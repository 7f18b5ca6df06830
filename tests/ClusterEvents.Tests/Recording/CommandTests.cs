using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>The built program as users run it: its output and exit codes.</summary>
[Collection<OnSeededStore>]
public sealed class CommandTests(CommandTests.Seeded seeded)
{
    [Fact]
    public async Task Seeding_twice_records_once()
    {
        Assert.Equal((0, "22 recorded, 0 on record before, 0 refused\n"), (seeded.First.ExitCode, seeded.First.Output));

        var again = await CommandRun.OfAsync(seeded.ConnectionString, "seed");

        Assert.Equal((0, "0 recorded, 22 on record before, 0 refused\n"), (again.ExitCode, again.Output));
    }

    [Fact]
    public async Task An_export_is_data_only_and_can_be_imported_into_an_empty_database()
    {
        var export = await CommandRun.OfAsync(seeded.ConnectionString, "export");
        Assert.Equal((0, 22), (export.ExitCode, export.Lines.Length));
        Assert.All(export.Lines, line => Assert.Equal("1.0", (string?)JsonNode.Parse(line)!["specversion"]));

        using var file = new TemporaryFile(export.Output);
        var other = await TestStore.NewDatabaseAsync();
        var import = await CommandRun.OfAsync(other, "import", file.Path, "--preserve");
        // The bytes of a pipe are those that are printed in process.
        var exported = await CommandRun.OfProcessAsync(other, "export");

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

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_one_line_and_exit_2()
    {
        var run = await CommandRun.OfProcessAsync(
            "Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=2", "export");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        var line = Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.Contains("ConnectionStrings__ClusterEvents", line, StringComparison.Ordinal);
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

    /// <summary>Kills an import (kill -9) as soon as some of it is committed.</summary>
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

    private static async Task<long> CountAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var count = database.CreateCommand(
            "select count(*) from clusterevents.mt_events where headers->>'id' like 'killed-%'");
        return (long)(await count.ExecuteScalarAsync(TestApp.Cancel))!;
    }

    /// <summary>A database filled by the seed command.</summary>
    public sealed class Seeded : IAsyncLifetime
    {
        public string ConnectionString { get; private set; } = "";

        public CommandRun First { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            ConnectionString = await TestStore.NewDatabaseAsync();
            First = await CommandRun.OfProcessAsync(ConnectionString, "seed");
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
