using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Tests.Hosting.OpenApi;
using ClusterEvents.Timelines;
using ClusterEvents.Timelines.Projection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>The program with a database of its own, accessed over HTTP. Without seeds by default.</summary>
public class TestApp : IAsyncLifetime
{
    private Dictionary<string, string?> _settings = [];
    private TimeProvider? _time;
    private EventCatalogue? _catalogue;
    private TimelineVersion? _timelines;
    private WebApplication? _app;

    /// <summary>The program with additional settings, another clock, or as another version.</summary>
    public static TestApp With(
        Dictionary<string, string?> settings, TimeProvider? time = null, EventCatalogue? catalogue = null,
        TimelineVersion? timelines = null) =>
        new() { _settings = settings, _time = time, _catalogue = catalogue, _timelines = timelines };

    /// <summary>The same in the situation of <see cref="EstablishedApp"/>.</summary>
    public static TestApp EstablishedWith(
        Dictionary<string, string?> settings, TimeProvider? time = null, EventCatalogue? catalogue = null) =>
        new EstablishedApp { _settings = settings, _time = time, _catalogue = catalogue };

    public HttpClient Http { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    /// <summary>The database as the program itself is connected to it.</summary>
    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Settings of every host of this kind.</summary>
    protected virtual Dictionary<string, string?> Settings => [];

    /// <summary>What the database begins as a copy of, unless the settings name another database.</summary>
    protected virtual Template Template => Template.Migrated;

    /// <summary>Another clock of every host of this kind.</summary>
    protected virtual TimeProvider? Time => null;

    /// <summary>Routes that only the tests of a class have.</summary>
    protected virtual void Map(WebApplication app)
    {
    }

    public T Get<T>() where T : notnull => _app!.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, value) in Settings) _settings[name] = value;
        var given = _settings.GetValueOrDefault("ConnectionStrings:ClusterEvents");
        ConnectionString = given ?? await Template.CopyAsync();
        var defaults = new Dictionary<string, string?>
        {
            ["environment"] = "Development",
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:ClusterEvents"] = ConnectionString,
            ["Nodes:Single"] = "true",
            ["Store:Migrate"] = TestStore.IsCopy(ConnectionString) && _timelines is null ? "false" : "true",
            ["Seeds:Load"] = "false",
            // Tests record past years, and flag overdue directives themselves.
            ["Deadlines:Watch"] = "false",
            ["Deadlines:Grace"] = "00:00:00",
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:ClusterEvents"] = "Error",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Error",
            [$"Logging:{LogCollector.Alias}:LogLevel:Default"] = "Information",
        };
        string[] settings = [.. defaults.Concat(_settings).DistinctBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => $"--{s.Key}={_settings.GetValueOrDefault(s.Key) ?? s.Value}")];
        var builder = WebApplication.CreateBuilder(CommandLine.Options(settings));
        if ((_time ?? Time) is { } time) builder.Services.AddSingleton(time);
        if (_catalogue is not null) builder.Services.AddSingleton(_catalogue);
        if (_timelines is not null) builder.Services.AddSingleton(_timelines);
        _app = ServiceComposition.Build(builder);
        Map(_app);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var address = _app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(address) };
        await ArrangeAsync();
    }

    /// <summary>Brings the installation into the situation of a class of tests.</summary>
    protected virtual Task ArrangeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http?.Dispose();
        if (_app is null) return;
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        // Whoever still holds this object does not hold a host, of which a run has hundreds.
        _app = null;
    }

    public async Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        await SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Posts JSON to the route of a command.</summary>
    public Task<Answer> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path,
            Content(JsonSerializer.Serialize(body, RecordJson.Options), "application/json"), headers);

    /// <summary>Posts a body as it is.</summary>
    public Task<Answer> PostRawAsync(
        string path, string body, string mediaType = "application/json",
        params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Content(body, mediaType), headers);

    /// <summary>Posts one CloudEvent, or a batch where it is an array.</summary>
    public Task<Answer> PostEventAsync(JsonNode cloudEvent, params (string Name, string Value)[] headers) =>
        PostRawAsync("/v1/events", cloudEvent.ToJsonString(),
            cloudEvent is JsonArray ? "application/cloudevents-batch+json" : "application/cloudevents+json", headers);

    /// <summary>A whole timeline in one page, once everything recorded is projected.</summary>
    public async Task<Answer> TimelineAsync(string timeline, string query = "") =>
        await GetAsync($"/v1/timelines/{timeline}?limit=200&atLeast={await ProjectedAsync()}{query}");

    /// <summary>
    /// Waits until everything recorded is projected, for a minute: a busy machine may take longer than a request waits.
    /// </summary>
    /// <returns>The newest position.</returns>
    public Task<long> ProjectedAsync() => ProjectedAsync(TimeSpan.FromMinutes(1));

    /// <summary>The keys of the entries of a whole timeline, once everything recorded is projected.</summary>
    public async Task<string[]> IdsAsync(string timeline) =>
        [.. (await TimelineAsync(timeline)).Entries.Select(entry => (string)entry!["activityId"]!)];

    /// <summary>Waits until everything is projected, sealed and signed.</summary>
    /// <returns>The newest position.</returns>
    public async Task<long> SettledAsync(TimeSpan patience)
    {
        var newest = await ProjectedAsync(patience);
        Assert.True(await Get<LogProgress>().ReachAsync(newest, patience, Cancel), "not sealed");
        return newest;
    }

    private async Task<long> ProjectedAsync(TimeSpan patience)
    {
        var newest = await Get<EventReplay>().NewestAsync(Cancel);
        Assert.True(await Get<TimelineProgress>().ReachAsync(newest, patience, Cancel), "not shown");
        return newest;
    }

    /// <summary>Verifies everything, as <c>audit verify</c> does.</summary>
    public Task<AuditReport> AuditAsync() => Get<Audit>().RunAsync(HeldEvidence.Nothing, _ => { }, Cancel);

    /// <summary>Executes SQL as the service's own login.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>
    /// Lets the database refuse what is inserted into a table, with an error code of PostgreSQL by its name.
    /// </summary>
    public Task RefuseInsertsAsync(string table, string code) => ExecuteAsync(
        $"""
        create function clusterevents.refuse() returns trigger language plpgsql as
          $$ begin raise exception 'refused' using errcode = '{code}'; end $$;
        create trigger refuse before insert on {table} execute function clusterevents.refuse()
        """);

    /// <summary>Ends <see cref="RefuseInsertsAsync"/>.</summary>
    public Task TakeInsertsAsync(string table) => ExecuteAsync($"drop trigger refuse on {table}");

    /// <summary>Executes SQL as the owner of the database can, with triggers disabled.</summary>
    public Task TamperAsync(string sql) =>
        ExecuteAsync($"begin; set local session_replication_role = replica; {sql}; commit");

    private static StringContent Content(string body, string mediaType)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }

    private async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request, Cancel);
        var answer = new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancel),
            response.Headers, response.Content.Headers);
        if (answer.IsProblem) DescribedRefusals.Require(method, path, (int)answer.Status, answer.Code);
        return answer;
    }
}

/// <summary>The same with the seeds loaded at start, as a fresh installation has them.</summary>
public sealed class SeededApp : TestApp
{
    protected override Template Template => Template.Seeded;
}

/// <summary>The same with a cluster of two cities and an open campaign edition.</summary>
public class EstablishedApp : TestApp
{
    protected override Template Template => Template.Established;
}

/// <summary>A second installation in the same situation, to compare with.</summary>
public sealed class OtherEstablishedApp : EstablishedApp;

/// <summary>The same with nothing on record.</summary>
public sealed class EmptyApp : TestApp;

/// <summary>An answer as it was received.</summary>
public sealed record Answer(
    HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>The address that answered in the end; null where nobody asked for it.</summary>
    public Uri? Address { get; init; }

    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The header as it was sent; the client's own type reorders it.</summary>
    public string? CacheControl =>
        Headers.NonValidated.TryGetValues("Cache-Control", out var sent) ? string.Join(", ", sent) : null;

    public JsonArray Entries => Json["entries"]!.AsArray();

    /// <summary>The kinds of the entries, in order.</summary>
    public string[] Kinds => [.. Entries.Select(entry => (string)entry!["kind"]!)];

    /// <summary>Whether it is problem details (RFC 9457).</summary>
    public bool IsProblem => ContentHeaders.ContentType?.MediaType == "application/problem+json";

    /// <summary>The stable code of a rejection.</summary>
    public string? Code => (string?)Json["type"];

    public string? Stream => (string?)Json["stream"];

    public long Position => (long)Json["position"]!;

    /// <summary>Requires a status, and shows the body otherwise.</summary>
    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    /// <summary>Requires a rejection with this status and code.</summary>
    public Answer Refused(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.True(IsProblem, $"{ContentHeaders.ContentType} instead of problem details");
        Assert.Equal(code, Code);
        return this;
    }
}
