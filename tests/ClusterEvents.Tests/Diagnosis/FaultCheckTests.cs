using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Hosting.Diagnosis;
using ClusterEvents.Recording;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Diagnosis;

/// <summary>Each check on what it looks at: clocks, disks, files and a database.</summary>
public sealed class FaultCheckTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clusterevents-faults-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(42, "42 s ahead of")]
    [InlineData(-3_600, "3600 s behind")]
    public async Task A_clock_that_is_off_is_named_with_its_seconds_beside_the_database_and_the_issuer(
        int off, string says)
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();
        await using var database = NpgsqlDataSource.Create(TestStore.Server.ConnectionString("postgres"));
        var configuration = Settings(("Authentication:Authority", authority.Url));
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddSeconds(off));

        InstallationFault[] found = [.. await OfClocksAsync(clock)];

        Assert.Equal(["clock of the database", "clock of the issuer"], found.Select(fault => fault.About));
        // The fake clock stands still, and the others go on meanwhile.
        Assert.Matches($"^The clock of this machine is {Near(off)} s {says.Split(' ')[2]}", found[0].Text);
        Assert.Matches($"^The clock of this machine is {Near(off)} s {says.Split(' ')[2]}", found[1].Text);
        Assert.Empty(await OfClocksAsync(TimeProvider.System));

        async Task<IEnumerable<InstallationFault>> OfClocksAsync(TimeProvider time) =>
            (await new ClockCheck(time).FindAsync(database, TestApp.Cancel)).Concat(
                await new IssuerCheck(configuration, time, TimeSpan.FromMinutes(1)).FindAsync(null, TestApp.Cancel));
    }

    [Fact]
    public async Task A_folder_for_temporary_files_that_is_not_there_is_named()
    {
        var lost = Path.Combine(_folder.FullName, "lost");

        var found = await new DiskCheck(Settings(), needed: _ => 0, lost).FindAsync(null, TestApp.Cancel);

        Assert.StartsWith($"The folder for temporary files, {lost}, is not there", Assert.Single(found).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_without_room_is_named_once_with_its_folders_also_that_of_a_database_on_this_machine()
    {
        await using var database = NpgsqlDataSource.Create(TestStore.Server.ConnectionString("postgres"));
        var configuration = Settings(("Log:KeyFolder", Path.Combine(_folder.FullName, "will", "be", "made")));

        var found = await new DiskCheck(configuration, needed: size => size + 1).FindAsync(database, TestApp.Cancel);

        Assert.Contains(found, fault => fault.Text.Contains(_folder.FullName, StringComparison.Ordinal)
            && fault.Text.Contains("is nearly full, with ", StringComparison.Ordinal));
        Assert.Contains(found, fault =>
            fault.Text.Contains(
                Path.Combine(TestStore.Server.DataFolder, "postgres", "pgdata"), StringComparison.Ordinal));
        Assert.Empty(await new DiskCheck(configuration, needed: _ => 0).FindAsync(database, TestApp.Cancel));
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_named_until_it_is_closed()
    {
        var file = Path.Combine(_folder.FullName, "log.key");
        await File.WriteAllTextAsync(file, "secret", TestApp.Cancel);
        SetMode(file, OwnerOnly | UnixFileMode.GroupRead);
        var check = new KeyFileCheck(Settings(("Log:KeyFolder", _folder.FullName), ("data", _folder.FullName)));

        Assert.StartsWith($"Others may read {file}, which is a secret: chmod 600",
            Assert.Single(await check.FindAsync(database: null, TestApp.Cancel)).Text, StringComparison.Ordinal);

        SetMode(file, OwnerOnly);
        Assert.Empty(await check.FindAsync(database: null, TestApp.Cancel));
    }

    [Fact]
    public async Task A_node_without_the_key_of_the_log_is_named_and_one_whose_key_is_open_does_not_seal()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        var key = (await LogKeys.AllAsync(connection, TestApp.Cancel))[^1];
        var file = $"{key.Name.Replace('/', '_')}+{key.KeyId:x8}.key";
        File.Copy(Path.Combine(new LogKeyFiles(app.Get<IConfiguration>()).Folder, file),
            Path.Combine(_folder.FullName, file));
        LogKeys Node(string folder) => new(
            Settings(("Log:KeyFolder", folder)), app.Get<SecurityEvents>(), NullLogger<LogKeys>.Instance);
        Assert.Null(await Node(_folder.FullName).FaultAsync(connection, TestApp.Cancel));

        var missing = Assert.Single(await new LogKeyCheck(Node(Path.Combine(_folder.FullName, "other")))
            .FindAsync(app.Database, TestApp.Cancel));
        Assert.Contains("is not here", missing.Text, StringComparison.Ordinal);

        SetMode(Path.Combine(_folder.FullName, file), OwnerOnly | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600",
            await Node(_folder.FullName).FaultAsync(connection, TestApp.Cancel), StringComparison.Ordinal);
        Assert.Null(await Node(_folder.FullName).SignerAsync(connection, TestApp.Cancel));
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_told_once_in_a_sentence_and_nothing_is_sealed()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        await using var connection = await app.Database.OpenConnectionAsync(TestApp.Cancel);
        var log = new LogRecorder<LogKeys>();
        var keys = new LogKeys(
            Settings(("Log:KeyFolder", _folder.FullName)), app.Get<SecurityEvents>(), log);
        var known = (await keys.KnownAsync(connection, TestApp.Cancel)).File;

        await File.WriteAllTextAsync(known, "garbled\n", TestApp.Cancel);
        foreach (var _ in Enumerable.Range(0, 2)) Assert.Null(await keys.SignerAsync(connection, TestApp.Cancel));
        Assert.Contains($"{known} holds a line that is no key of a log: “garbled”. Nothing is sealed",
            Assert.Single(log.Lines), StringComparison.Ordinal);

        File.Delete(known);
        await app.TamperAsync($"update {LogTables.Keys} set verifier = 'garbled'");
        Assert.Null(await keys.SignerAsync(connection, TestApp.Cancel));
        Assert.Contains($"{LogTables.Keys} holds a malformed key: garbled. Nothing is sealed",
            await keys.FaultAsync(connection, TestApp.Cancel), StringComparison.Ordinal);
        Assert.Equal(2, log.Lines.Count());
    }

    [Fact]
    public async Task A_database_without_the_time_zone_is_refused()
    {
        await using var connection = new NpgsqlConnection(TestStore.Server.ConnectionString("postgres"));
        await connection.OpenAsync(TestApp.Cancel);

        await StoreCheck.RequireTimeZoneAsync(connection, Clock.Zone, TestApp.Cancel);
        var refused = await Assert.ThrowsAsync<CannotStartException>(
            () => StoreCheck.RequireTimeZoneAsync(connection, "Asia/Nowhere", TestApp.Cancel));

        Assert.Contains("does not know the time zone Asia/Nowhere", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replication_slot_without_a_receiver_is_named_with_what_it_keeps()
    {
        await using var database = NpgsqlDataSource.Create(TestStore.Server.ConnectionString("postgres"));
        await using var slot = database.CreateCommand("select pg_create_physical_replication_slot('left_over', true)");
        await slot.ExecuteNonQueryAsync(TestApp.Cancel);

        var found = await new SlotCheck(allowed: -1).FindAsync(database, TestApp.Cancel);
        var small = await new SlotCheck().FindAsync(database, TestApp.Cancel);
        await using var end = database.CreateCommand("select pg_drop_replication_slot('left_over')");
        await end.ExecuteNonQueryAsync(TestApp.Cancel);

        var fault = Assert.Single(found);
        Assert.Equal("replication slot left_over", fault.About);
        Assert.Matches("^Nobody receives from the replication slot left_over, for which the database keeps .*B of WAL "
            + @"until its disk is full\. Start its standby, or run `select pg_drop_replication_slot\('left_over'\)`\.$",
            fault.Text);
        Assert.Empty(small);
    }

    [Fact]
    public async Task The_log_tells_when_a_fault_begins_and_when_it_ends()
    {
        var file = Path.Combine(_folder.FullName, "log.key");
        await File.WriteAllTextAsync(file, "secret", TestApp.Cancel);
        SetMode(file, OwnerOnly | UnixFileMode.OtherRead);
        await using var database = NpgsqlDataSource.Create(TestStore.Server.ConnectionString("postgres"));
        var log = new LogRecorder<FaultWatch>();
        using var watch = new FaultWatch(
            [new KeyFileCheck(Settings(("Log:KeyFolder", _folder.FullName), ("data", _folder.FullName)))], database,
            TimeProvider.System, log);

        await watch.LookAsync(TestApp.Cancel);
        await watch.LookAsync(TestApp.Cancel);
        Assert.Equal(1, watch.Found);
        SetMode(file, OwnerOnly);
        await watch.LookAsync(TestApp.Cancel);
        await watch.LookAsync(TestApp.Cancel);

        Assert.Equal(0, watch.Found);
        Assert.Equal(2, log.Lines.Count());
        Assert.StartsWith($"Warning: {file}: Others may read", log.Lines.First(), StringComparison.Ordinal);
        Assert.Equal($"Information: {file}: as it should be again", log.Lines.Last());
    }

    /// <summary>Nothing is as it should be again because nobody could look.</summary>
    [Fact]
    public async Task What_is_known_lasts_while_the_database_does_not_answer()
    {
        await using var database = NpgsqlDataSource.Create(TestStore.Server.ConnectionString("postgres"));
        var log = new LogRecorder<FaultWatch>();
        var check = new OddCheck();
        using var watch = new FaultWatch([check], database, TimeProvider.System, log);

        await watch.LookAsync(TestApp.Cancel);
        check.IsAway = true;
        await watch.LookAsync(TestApp.Cancel);

        Assert.Equal(1, watch.Found);
        Assert.Equal(["Warning: disk of /data: It is full."], log.Lines);
    }

    [Theory]
    [InlineData(-10, -1, "It was valid until")]
    [InlineData(-1, 10, "It is valid until")]
    [InlineData(1, 90, "It is valid from")]
    [InlineData(-1, 90, null)]
    public async Task A_certificate_is_named_before_clients_refuse_it(int begins, int ends, string? says)
    {
        var (clock, file) = (TimeProvider.System, Path.Combine(_folder.FullName, "certificate.pem"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=cluster.example.org", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(clock.GetUtcNow().AddDays(begins), clock.GetUtcNow().AddDays(ends));
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), TestApp.Cancel);
        await File.WriteAllTextAsync($"{file}.key", key.ExportPkcs8PrivateKeyPem(), TestApp.Cancel);

        var found = await new CertificateCheck(
            Settings(
                ("Kestrel:Certificates:Default:Path", file), ("Kestrel:Certificates:Default:KeyPath", $"{file}.key")),
            clock).FindAsync(database: null, TestApp.Cancel);

        Assert.Equal(says is null ? [] : [$"certificate {file}"], found.Select(fault => fault.About));
        if (says is not null) Assert.StartsWith(says, found[0].Text, StringComparison.Ordinal);
    }

    private sealed class OddCheck : IFaultCheck
    {
        public string About => "disk";

        public bool IsAway { get; set; }

        public Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel) =>
            IsAway ? throw new NpgsqlException("away")
                : Task.FromResult<IReadOnlyList<InstallationFault>>([new("disk of /data", "It is full.")]);
    }

    /// <summary>A number of seconds, or up to nine less or more.</summary>
    private static string Near(int off) => Math.Abs(off) > 1_000 ? @"3[56]\d\d" : @"[34]\d";

    private static void SetMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, mode);
    }

    private static IConfigurationRoot Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build();
}
