using System.Diagnostics;
using System.Text;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Recording.Http;
using Npgsql;

namespace ClusterEvents.Benchmarks;

/// <summary>A service under load, and connections to its database for yardsticks.</summary>
internal sealed class Installation : IAsyncDisposable
{
    /// <summary>Enough to project and seal an import of the largest size.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly List<IDisposable> _open = [];
    private readonly List<NpgsqlConnection> _connections = [];

    private Installation(string connectionString)
    {
        ConnectionString = connectionString;
        var yardsticks = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 200, MaxAutoPrepare = 50 };
        Database = NpgsqlDataSource.Create(yardsticks);
        yardsticks.Options = StoreConnections.SessionSettings();
        AsTheService = NpgsqlDataSource.Create(yardsticks);
    }

    public string ConnectionString { get; }

    /// <summary>The database with PostgreSQL's default session settings.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>The database with the session settings of the service, for its statements.</summary>
    public NpgsqlDataSource AsTheService { get; }

    public ProgramProcess Service { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public static async Task<Installation> StartAsync(string connectionString)
    {
        var installation = new Installation(connectionString);
        await installation.ServeAsync();
        await installation.ImportAsync(Samples.Situation());
        return installation;
    }

    /// <summary>Starts the service, with additional settings.</summary>
    public async Task ServeAsync(params (string Name, string Value)[] settings)
    {
        Service = MeasuredProgram.Serve(
            ConnectionString, settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        Address = await Service.AddressAsync(CancellationToken.None);
    }

    public void Stop()
    {
        foreach (var open in _open) open.Dispose();
        _open.Clear();
        Service.Dispose();
    }

    public async Task<HttpConnection> ConnectAsync()
    {
        var connection = await HttpConnection.OpenAsync(Address);
        _open.Add(connection);
        return connection;
    }

    /// <summary>A connection that stays open until the installation is disposed.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = await Database.OpenConnectionAsync();
        _connections.Add(connection);
        return connection;
    }

    /// <summary>Imports lines and checks that each is recorded.</summary>
    /// <returns>The number of lines.</returns>
    public Task<long> ImportAsync(IEnumerable<string> events) => ImportAsync(new Lines(events));

    /// <summary>Imports the lines of a file.</summary>
    public async Task<long> ImportFileAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await ImportAsync(new StreamContent(file, 64 * 1024));
    }

    private async Task<long> ImportAsync(HttpContent lines)
    {
        lines.Headers.ContentType = new(MediaTypes.Lines);
        using var http = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = lines };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var results = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        var recorded = 0L;
        while (await results.ReadLineAsync() is { } result)
        {
            if (!result.Contains("\"status\":201", StringComparison.Ordinal))
                throw new InvalidOperationException(result);
            recorded++;
        }

        return recorded;
    }

    /// <summary>
    /// Waits until everything is projected and sealed, so that earlier work does not affect the next measurement.
    /// </summary>
    public async Task SettleAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (await NumberAsync(
            """
            select (select max(seq_id) from clusterevents.mt_events where type <> 'tombstone') - least(
              (select min(last_seq_id) from clusterevents.mt_event_progression where name like '%:All'),
              (select position from clusterevents.log_leaf order by index desc limit 1))
            """) > 0)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException($"What was recorded is not shown and sealed after {Patience}.");
            await Task.Delay(20);
        }
    }

    public Task<long> EventsAsync() =>
        NumberAsync("select count(*) from clusterevents.mt_events where type <> 'tombstone'");

    public async Task<long> NumberAsync(string sql)
    {
        await using var query = Database.CreateCommand(sql);
        query.CommandTimeout = 0;
        return Convert.ToInt64(await query.ExecuteScalarAsync(), null);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        foreach (var connection in _connections) await connection.DisposeAsync();
        await Database.DisposeAsync();
        await AsTheService.DisposeAsync();
    }

    /// <summary>Writes lines as they are generated.</summary>
    private sealed class Lines(IEnumerable<string> lines) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await using var writer = new StreamWriter(
                stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true)
            { NewLine = "\n" };
            foreach (var line in lines) await writer.WriteLineAsync(line);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
