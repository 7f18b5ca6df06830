using System.Net;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Deadlines;
using ClusterEvents.Recording.Http;
using Xunit;

namespace ClusterEvents.Tests.Exchange;

public sealed class ImportTests : IAsyncLifetime
{
    private const int Connections = 14;

    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] =
                $"{await Template.Migrated.CopyAsync()};Maximum Pool Size={Connections}",
        });
        await _app.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Paused_imports_do_not_use_up_connections()
    {
        var imports = new List<RawRequest>();
        for (var i = 0; i < Connections + 2; i++)
        {
            imports.Add(await RawRequest.BeginAsync(_app, "/v1/events", MediaTypes.Lines));
            await imports[i].SendAsync("no json\n");
            Assert.Equal("malformed-json", (string)(await imports[i].AnswerAsync())["type"]!);
        }

        (await _app.GetAsync("/v1/cities")).Expect(HttpStatusCode.OK);

        foreach (var import in imports)
        {
            Assert.True(await _app.Get<ImportLock>().UnderWayAsync(TestApp.Cancel));
            await import.EndAsync();
            import.Dispose();
        }

        Assert.False(await _app.Get<ImportLock>().UnderWayAsync(TestApp.Cancel));
    }

    [Fact]
    public async Task Only_an_import_of_an_administrator_holds_back_overdue_flags()
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();
        await using var app = TestApp.EstablishedWith(new()
        {
            ["Authentication:Authority"] = authority.Url,
            ["Authentication:Audience"] = "clusterevents",
            ["Deadlines:Watch"] = "true",
        });
        await app.InitializeAsync();
        foreach (var (role, holds) in new[] { (Role.Recorder, false), (Role.Administrator, true) })
        {
            using var lines = await RawRequest.BeginAsync(
                app, "/v1/events", MediaTypes.Lines, authority.SignedIn("mallory", [role], ["can-tho"]));
            await lines.SendAsync("x\n");
            await lines.AnswerAsync();

            Assert.Equal(holds, await app.Get<Deadlines>().AreHeldAsync(TestApp.Cancel));
            await lines.EndAsync();
        }
    }

    [Fact]
    public async Task An_import_that_lost_its_lock_takes_it_again_with_its_next_line()
    {
        using var lines = await RawRequest.BeginAsync(_app, "/v1/events", MediaTypes.Lines);
        await lines.SendAsync("no json\n");
        await lines.AnswerAsync();
        await using var end = _app.Database.CreateCommand(
            """
            select pg_terminate_backend(pid, 10000) from pg_locks
            where locktype = 'advisory' and mode = 'ShareLock' and objsubid = 2
              and database = (select oid from pg_database where datname = current_database())
            """);
        Assert.True((bool)(await end.ExecuteScalarAsync(TestApp.Cancel))!);
        Assert.False(await _app.Get<ImportLock>().UnderWayAsync(TestApp.Cancel));

        await lines.SendAsync("no json\n");
        await lines.AnswerAsync();

        Assert.True(await _app.Get<ImportLock>().UnderWayAsync(TestApp.Cancel));
        await lines.EndAsync();
        Assert.False(await _app.Get<ImportLock>().UnderWayAsync(TestApp.Cancel));
    }
}
