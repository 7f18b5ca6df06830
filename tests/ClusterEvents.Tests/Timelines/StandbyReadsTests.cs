using System.Net;
using System.Net.Sockets;
using ClusterEvents.Domain.Model;
using ClusterEvents.Tests.Hosting;
using ClusterEvents.Timelines.Pages;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

public sealed class StandbyReadsTests : IAsyncDisposable
{
    private static readonly TimelineQuery Query = new(new StreamKey(StreamKinds.City, "can-tho"));

    private readonly NpgsqlDataSource _store = NpgsqlDataSource.Create("Host=store");
    private readonly NpgsqlDataSource _standby = NpgsqlDataSource.Create("Host=standby");
    private readonly FakeTimeProvider _time = new();
    private readonly LogRecorder<StandbyReads> _log = new();
    private readonly StandbyReads _reads;
    private readonly List<string> _asked = [];
    private Exception? _failure;
    private long _shown = 1;

    public StandbyReadsTests() => _reads = new(_store, _standby, () => _shown, _time, _log);

    public async ValueTask DisposeAsync()
    {
        await _reads.DisposeAsync();
        await _store.DisposeAsync();
    }

    public static TheoryData<string> MayBeAnsweredByTheStore =>
    [
        PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.TooManyConnections, PostgresErrorCodes.UndefinedTable,
        PostgresErrorCodes.SerializationFailure,
    ];

    [Theory]
    [MemberData(nameof(MayBeAnsweredByTheStore))]
    public async Task A_table_missing_on_the_standby_is_read_on_the_primary(string state)
    {
        _failure = new PostgresException("no", "ERROR", "ERROR", state);

        await ReadAsync();

        Assert.Equal(["standby", "store"], _asked);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    [InlineData(PostgresErrorCodes.SyntaxError)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege)]
    public async Task Errors_of_the_standby_are_not_hidden_by_the_primary(string state)
    {
        _failure = new PostgresException("no", "ERROR", "ERROR", state);

        await Assert.ThrowsAsync<PostgresException>(ReadAsync);

        Assert.Equal(["standby"], _asked);
    }

    [Fact]
    public async Task A_failed_standby_is_not_used_for_a_while_and_then_tried_by_one_reader()
    {
        _failure = new NpgsqlException("away", new TimeoutException());
        await ReadAsync();
        await ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(11));
        await ReadAsync();
        await ReadAsync();

        Assert.Equal(["standby", "store", "store", "standby", "store", "store"], _asked);
    }

    [Fact]
    public async Task An_outage_and_its_end_are_logged_once_each()
    {
        _failure = new NpgsqlException("away", new TimeoutException("The operation has timed out."));
        for (var i = 0; i < 3; i++)
        {
            await ReadAsync();
            _time.Advance(TimeSpan.FromSeconds(11));
        }

        _failure = null;
        await ReadAsync();
        await ReadAsync();

        Assert.Equal(
            [
                "Warning: Pages are read in the store, for the standby cannot answer: The operation has timed out.",
                "Information: Pages are read on the standby again",
            ],
            _log.Lines);
        Assert.Equal(["standby", "standby"], _asked[^2..]);
    }

    [Fact]
    public async Task A_standby_whose_replication_stopped_is_not_used()
    {
        await ReadAsync();
        _shown = 2;
        _time.Advance(TimeSpan.FromSeconds(11));
        await ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(11));
        await ReadAsync();
        await ReadAsync();

        Assert.Equal(["standby", "standby", "standby", "store", "store"], _asked);
        Assert.Equal(
            ["Warning: Pages are read in the store, for the standby cannot answer: it lies behind"], _log.Lines);
    }

    [Fact]
    public async Task A_page_of_an_earlier_position_says_nothing_about_the_lag_of_a_standby()
    {
        for (_shown = 1; _shown < 6; _shown++)
        {
            await ReadAsync(Query with { KnownAt = new(1) });
            _time.Advance(TimeSpan.FromSeconds(11));
        }

        Assert.All(_asked, asked => Assert.Equal("standby", asked));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_standby_that_never_answers_delays_no_reader_for_long()
    {
        using var hole = new TcpListener(IPAddress.Loopback, 0);
        hole.Start();
        var connection = $"Host=127.0.0.1;Port={((IPEndPoint)hole.LocalEndpoint).Port};Database=x;Username=x";
        await using var app = TestApp.EstablishedWith(new() { ["ConnectionStrings:Reads"] = connection });
        await app.InitializeAsync();
        var log = LogCollector.Of(app);

        (await app.GetAsync("/v1/timelines/cities/can-tho")).Expect(HttpStatusCode.OK);

        // It was tried, and given up: how soon is a setting that ConnectionTests hold.
        Assert.True(hole.Pending());
        Assert.Contains(log.Lines, line =>
            line.Text.StartsWith("Pages are read in the store, for the standby", StringComparison.Ordinal));
    }

    /// <summary>Its position may well be ahead, so that a comparison of positions would call it up to date.</summary>
    [Fact]
    public async Task Pages_of_another_record_are_not_shown_however_far_it_has_come()
    {
        await using var other = new OtherEstablishedApp();
        await other.InitializeAsync();
        for (var more = 0; more < 3; more++) await other.PostEventAsync(Scenarios.Flowers($"of-another-{more}"));
        await other.TimelineAsync("cities/can-tho");
        await using var app = TestApp.EstablishedWith(new() { ["ConnectionStrings:Reads"] = other.ConnectionString });
        await app.InitializeAsync();
        var log = LogCollector.Of(app);
        var own = (await app.PostEventAsync(Scenarios.Flowers("of-its-own"))).Expect(HttpStatusCode.Created);

        var page = (await app.TimelineAsync("cities/can-tho")).Expect(HttpStatusCode.OK);
        var again = (await app.GetAsync($"/v1/timelines/cities/can-tho?atLeast={own.Position}"))
            .Expect(HttpStatusCode.OK);

        Assert.Equal((own.Position, own.Position), (page.Position, again.Position));
        Assert.Single(page.Kinds, kind => kind == "FlowersOffered");
        Assert.Equal(
            ["Pages are read in the store, for the standby cannot answer: It has another record than "
                + "ConnectionStrings__ClusterEvents, so that no page is read there. Name a standby of that database in "
                + "ConnectionStrings__Reads, or leave it out."],
            log.Lines.Where(line => line.Text.StartsWith("Pages are read", StringComparison.Ordinal))
                .Select(line => line.Text));
    }

    private Task<TimelinePage?> ReadAsync() => ReadAsync(Query);

    private Task<TimelinePage?> ReadAsync(TimelineQuery query) => _reads.ReadAsync(query, database =>
    {
        _asked.Add(database == _standby ? "standby" : "store");
        return _failure is { } failure && database == _standby
            ? Task.FromException<TimelinePage?>(failure)
            : Task.FromResult<TimelinePage?>(new(Query.Timeline, "Cần Thơ", 1, [], Next: null));
    });
}
