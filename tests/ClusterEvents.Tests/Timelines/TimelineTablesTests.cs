using Marten;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

public sealed class TimelineTablesTests(EmptyApp app) : IClassFixture<EmptyApp>
{
    [Fact]
    public async Task A_store_that_is_set_up_is_found_as_declared_so_that_no_start_builds_an_index_anew() =>
        await app.Get<IDocumentStore>().Storage.Database.AssertDatabaseMatchesConfigurationAsync(TestApp.Cancel);
}
