using Xunit;

namespace ClusterEvents.Tests.Recording;

[Collection<OnSeeds>]
public sealed class StorePreparationTests(SeededApp app)
{
    [Fact]
    public async Task The_store_defends_itself_before_the_first_event_is_recorded()
    {
        // Each row has the id of the transaction that wrote it (xmin).
        await using var query = app.Database.CreateCommand(
            """
            select (select age(xmin) from pg_trigger
                where tgrelid = 'clusterevents.mt_events'::regclass and tgname = 'append_only')
              > (select max(age(xmin)) from clusterevents.mt_events)
            """);

        Assert.True((bool?)await query.ExecuteScalarAsync(TestApp.Cancel));
    }
}
