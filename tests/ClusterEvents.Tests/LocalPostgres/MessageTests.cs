using ClusterEvents.LocalPostgres;
using Xunit;

namespace ClusterEvents.Tests.LocalPostgres;

public sealed class MessageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LocalPostgresOptions Options => new() { DataFolder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Missing_programs_are_reported_with_three_alternatives()
    {
        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(() => LocalPostgresServer.StartAsync(
            Options with { ProgramFolders = ["/nowhere"] }, Cancellation));

        Assert.Contains("apt-get install postgresql", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("docker compose up", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__ClusterEvents", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path));
    }

    [Fact]
    public async Task A_version_that_is_too_old_is_named_and_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pretended programs are shell scripts.");
        Directory.CreateDirectory(_folder.Path);
        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
        {
            var path = Path.Combine(_folder.Path, program);
            await File.WriteAllTextAsync(path, "#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n", Cancellation);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(() => LocalPostgresServer.StartAsync(
            Options with { ProgramFolders = [_folder.Path] }, Cancellation));

        Assert.Contains("14", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_of_a_version_that_is_not_installed_is_left_alone()
    {
        var pgdata = Path.Combine(_folder.Path, "postgres", "pgdata");
        Directory.CreateDirectory(pgdata);
        await File.WriteAllTextAsync(Path.Combine(pgdata, "PG_VERSION"), "99\n", Cancellation);
        LetOthersPass();

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(
            () => LocalPostgresServer.StartAsync(Options, Cancellation));

        Assert.Contains("PostgreSQL 99", refusal.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(pgdata, "PG_VERSION")));
    }

    [Fact]
    public async Task A_folder_that_is_no_cluster_is_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "postgres"));
        LetOthersPass();

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(
            () => LocalPostgresServer.StartAsync(Options, Cancellation));

        Assert.Contains("not a PostgreSQL cluster", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_root_a_folder_the_servers_user_cannot_reach_is_refused_by_name()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "Only root changes users.");
        Directory.CreateDirectory(_folder.Path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Path, (UnixFileMode)Convert.ToInt32("700", 8));
        var inside = Path.Combine(_folder.Path, "a", "b");

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(
            () => LocalPostgresServer.StartAsync(Options with { DataFolder = inside }, Cancellation));

        Assert.Contains($"cannot enter {_folder.Path} ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_is_explained_by_its_log()
    {
        await using (await LocalPostgresServer.StartAsync(Options, Cancellation))
        {
        }
        await File.AppendAllTextAsync(
            Path.Combine(_folder.Path, "postgres", "pgdata", "postgresql.conf"), "no_such_setting = 1\n", Cancellation);

        var failure = await Assert.ThrowsAsync<LocalPostgresException>(
            () => LocalPostgresServer.StartAsync(Options, Cancellation));

        Assert.Contains("no_such_setting", failure.Message, StringComparison.Ordinal);
        Assert.Contains("server.log", failure.Message, StringComparison.Ordinal);
    }

    private void LetOthersPass()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.Path, (UnixFileMode)Convert.ToInt32("711", 8));
    }
}
