using ClusterEvents.LocalPostgres;
using Xunit;

namespace ClusterEvents.Tests.LocalPostgres;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LocalPostgresOptions Options => new() { DataFolder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_fresh_cluster_is_durable_UTF8_with_Vietnamese_collation()
    {
        await using var server = await LocalPostgresServer.StartAsync(Options, Cancellation);
        await server.EnsureDatabaseAsync("events", Cancellation);
        var database = server.ConnectionString("events");

        Assert.Equal("UTF8", await Database.RunAsync(database, "show server_encoding", Cancellation));
        Assert.Equal("C", await Database.RunAsync(
            database, "select datcollate from pg_database where datname = 'events'", Cancellation));
        Assert.Equal(true, await Database.RunAsync(
            database,
            "select 'đ' < 'e' collate \"vi-x-icu\" and lower('ĐÀ' collate \"vi-x-icu\") = 'đà'",
            Cancellation));
        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes", "data_checksums" })
            Assert.Equal("on", await Database.RunAsync(database, $"show {setting}", Cancellation));
    }

    [Fact]
    public async Task The_server_listens_on_the_loopback_address_only_and_asks_for_the_password()
    {
        await using var server = await LocalPostgresServer.StartAsync(Options, Cancellation);
        var connection = server.ConnectionString("postgres");

        Assert.StartsWith($"Host=127.0.0.1;Port={server.Port};Username=", connection, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", await Database.RunAsync(connection, "show listen_addresses", Cancellation));
        Assert.Equal("", await Database.RunAsync(connection, "show unix_socket_directories", Cancellation));
        Assert.Equal("scram-sha-256", await Database.RunAsync(
            connection, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules", Cancellation));
        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => Database.OpenAsync(connection + ";Password=guess", Cancellation));
        Assert.Equal("28P01", refusal.SqlState);
    }

    [Fact]
    public async Task Only_the_owner_reads_the_password_and_the_data()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows folders inherit their permissions.");
        await using var server = await LocalPostgresServer.StartAsync(Options, Cancellation);
        var cluster = Path.Combine(server.DataFolder, "postgres");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(Path.Combine(cluster, "password")));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            ModeOf(Path.Combine(cluster, "pgdata")));
    }

    [Fact]
    public async Task Data_survives_a_stop_and_a_start_and_the_process_has_ended_after_the_stop()
    {
        int processId;
        await using (var first = await LocalPostgresServer.StartAsync(Options, Cancellation))
        {
            processId = first.ProcessId;
            await first.EnsureDatabaseAsync("events", Cancellation);
            await Database.RunAsync(
                first.ConnectionString("events"), "create table kept as select 42 as answer", Cancellation);
        }
        Assert.False(await RunsAsync(processId));

        await using var second = await LocalPostgresServer.StartAsync(Options, Cancellation);
        await second.EnsureDatabaseAsync("events", Cancellation);
        Assert.Equal(42, await Database.RunAsync(
            second.ConnectionString("events"), "select answer from kept", Cancellation));
    }

    [Fact]
    public async Task An_open_session_does_not_delay_the_stop()
    {
        var server = await LocalPostgresServer.StartAsync(Options, Cancellation);
        Assert.True(await RunsAsync(server.ProcessId));
        await using var session = await Database.OpenAsync(server.ConnectionString("postgres"), Cancellation);
        await using var transaction = await session.BeginTransactionAsync(Cancellation);

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        Assert.False(await RunsAsync(server.ProcessId));
    }

    [Fact]
    public async Task A_second_instance_on_the_same_folder_is_refused()
    {
        await using var first = await LocalPostgresServer.StartAsync(Options, Cancellation);

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(
            () => LocalPostgresServer.StartAsync(Options, Cancellation));

        Assert.Contains(_folder.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Database.RunAsync(first.ConnectionString("postgres"), "select 1", Cancellation));
    }

    [Fact]
    public async Task The_server_is_in_a_session_of_its_own_so_that_Ctrl_C_does_not_reach_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The session is read from /proc.");
        await using var server = await LocalPostgresServer.StartAsync(Options, Cancellation);

        var stat = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/stat", Cancellation);
        var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];

        Assert.NotEqual(SessionOfThisProcess(), session);
    }

    [Fact]
    public async Task A_database_is_made_once_however_often_and_under_whatever_name_it_is_asked_for()
    {
        await using var server = await LocalPostgresServer.StartAsync(Options, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.EnsureDatabaseAsync("a \"b\"", Cancellation)));

        Assert.Equal("a \"b\"", await Database.RunAsync(
            server.ConnectionString("a \"b\""), "select current_database()::text", Cancellation));
    }

    private static string SessionOfThisProcess()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
    }

    private Task<bool> RunsAsync(int processId) => PostmasterProcess.IsRunningAsync(
        processId, Path.Combine(_folder.Path, "postgres", "pgdata"), Cancellation);

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
}
