using ClusterEvents.Auditing.Sealing;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Timelines.Projection;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>The settings of a started database, read from its system catalogue.</summary>
[Collection<OnOwnStreams>]
public sealed class AutovacuumSettingsTests(EstablishedApp app)
{
    [Theory]
    [InlineData("clusterevents.mt_streams", "fillfactor=80")]
    [InlineData("clusterevents.mt_events", "autovacuum_freeze_min_age=0")]
    [InlineData(LogTables.Leaves, "autovacuum_freeze_min_age=0")]
    [InlineData("clusterevents.activity_v6", "autovacuum_analyze_scale_factor=0.5")]
    public async Task Growing_tables_have_their_autovacuum_settings(string table, string option)
    {
        await using var query = app.Database.CreateCommand("select reloptions from pg_class where oid = $1::regclass");
        query.Parameters.Add(new() { Value = table });

        Assert.Contains(option, (string[])(await query.ExecuteScalarAsync(TestApp.Cancel))!);
    }

    [Fact]
    public async Task Columns_that_no_query_filters_by_have_no_statistics()
    {
        await using var query = app.Database.CreateCommand(
            """
            select count(*) from pg_attribute where attstattarget = 0 and attnum > 0 and attrelid in
              ('clusterevents.mt_events'::regclass, $1::regclass, $2::regclass)
            """);
        query.Parameters.Add(new() { Value = LogTables.Leaves });
        query.Parameters.Add(new() { Value = TimelineTables.Activities });

        Assert.Equal(11L, await query.ExecuteScalarAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        var before = await VersionsOfTheCatalogueAsync();

        await app.Get<StorePreparation>().StartAsync(TestApp.Cancel);

        Assert.Equal(before, await VersionsOfTheCatalogueAsync());
    }

    private async Task<string?> VersionsOfTheCatalogueAsync()
    {
        await using var query = app.Database.CreateCommand(
            """
            select string_agg(xmin::text, ' ' order by attrelid, attnum) from pg_attribute
            where attrelid in ('clusterevents.mt_streams'::regclass, 'clusterevents.mt_events'::regclass)
            """);
        return (string?)await query.ExecuteScalarAsync(TestApp.Cancel);
    }
}
