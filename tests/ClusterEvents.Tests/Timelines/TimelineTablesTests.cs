using ClusterEvents.Timelines;
using Marten;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

[Collection<OnEmptyRecord>]
public sealed class TimelineTablesTests(EmptyApp app)
{
    /// <summary>The tables of the version that the program writes.</summary>
    private static readonly string[] Approved =
    [
        "version 3",
        "clusterevents.activity_v3: activity_id uuid, known_from bigint, known_to bigint, learned_at timestamptz, "
        + "title_vi text, summary_vi text, title_en text, summary_en text, body text, corrections text, "
        + "occurred_on date, day_part smallint, sequence_hint integer, recorded_at timestamptz, words text[]",
        "clusterevents.timeline_row_v3: timeline text, occurred_on date, day_part smallint, sequence_hint integer, "
        + "recorded_at timestamptz, activity_id uuid, known_from bigint, known_to bigint, kind text, retracted boolean",
        "clusterevents.timeline_v3: timeline text, known_from bigint, known_to bigint, title text",
    ];

    /// <summary>
    /// A store in use has tables as an earlier program made them, full of rows that lack what a new column would hold.
    /// Other tables are another version: give it the next number, and approve both here.
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

    [Fact]
    public async Task A_store_of_one_version_alone_has_none_to_drop()
    {
        var run = await CommandRun.OfAsync(app.ConnectionString, "drop-earlier-timelines");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(["There are none."], run.Lines);
    }
}
