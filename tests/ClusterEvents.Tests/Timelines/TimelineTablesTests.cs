using ClusterEvents.Timelines.Projection;
using Marten;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

[Collection<OnEmptyRecord>]
public sealed class TimelineTablesTests(EmptyApp app)
{
    /// <summary>The tables of the version that the program writes.</summary>
    private static readonly string[] Approved =
    [
        "version 6",
        "clusterevents.activity_v6: activity_id uuid, known_from bigint, known_to bigint, learned_at timestamptz, "
        + "title_vi text, summary_vi text, title_en text, summary_en text, body text, corrections text, "
        + "occurred_on date, day_part smallint, sequence_hint integer, recorded_at timestamptz, words text[], "
        + "kind text, retracted boolean, shown boolean, first_day date, last_day date",
        "clusterevents.timeline_row_v6: timeline text, occurred_on date, day_part smallint, sequence_hint integer, "
        + "recorded_at timestamptz, activity_id uuid, known_from bigint, known_to bigint, kind text, "
        + "retracted boolean, first_day date, last_day date",
        "clusterevents.timeline_v6: timeline text, known_from bigint, known_to bigint, title text",
        "clusterevents.listing_v6: kind text, campaign text, city text, status text, cluster text, rank integer, "
        + "id text, first_day date, last_day date, due_on date, known_from bigint, known_to bigint",
    ];

    /// <summary>
    /// A database in use has tables of an earlier program, whose rows lack new columns. Changed tables are another
    /// version: increment the number, and approve both here.
    /// </summary>
    [Fact]
    public void Other_tables_are_another_version()
    {
        var current = TimelineVersion.Current;
        var tables = TimelineTables.Of(current).Select(table => $"{table.Identifier.QualifiedName}: "
            + string.Join(", ", table.Columns.Select(column => $"{column.Name} {column.Type}")));

        Assert.Equal(Approved, tables.Prepend($"version {current.Number}"));
    }

    [Fact]
    public async Task A_store_that_is_set_up_is_found_as_declared_so_that_no_start_builds_an_index_anew() =>
        await app.Get<IDocumentStore>().Storage.Database.AssertDatabaseMatchesConfigurationAsync(TestApp.Cancel);

    /// <summary>
    /// An index holds nothing that its table does not, so that dropping it needs no other version of the timelines.
    /// </summary>
    [Fact]
    public async Task An_index_that_is_declared_no_more_is_dropped_at_the_next_start_and_the_rows_stay()
    {
        await using var store = new EstablishedApp();
        await store.InitializeAsync();
        var before = (await store.TimelineAsync("cities/can-tho")).Text;
        await using (var index = store.Database.CreateCommand(
            $"create index activity_by_learned_at_v6 on {TimelineTables.Activities} (learned_at, known_from)"))
            await index.ExecuteNonQueryAsync(TestApp.Cancel);
        await store.DisposeAsync();

        await using var next = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = store.ConnectionString,
            ["Store:Migrate"] = "true",
        });
        await next.InitializeAsync();

        await using var query = next.Database.CreateCommand(
            "select to_regclass('clusterevents.activity_by_learned_at_v6')::text");
        Assert.Equal(DBNull.Value, await query.ExecuteScalarAsync(TestApp.Cancel));
        Assert.Equal(before, (await next.TimelineAsync("cities/can-tho")).Text);
    }

    [Fact]
    public async Task A_store_of_one_version_alone_has_none_to_drop()
    {
        var run = await CommandRun.OfAsync(app.ConnectionString, "drop-earlier-timelines");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(["There are none."], run.Lines);
    }
}
