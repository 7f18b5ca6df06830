using System.Net;
using System.Net.Sockets;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Tests.LocalPostgres;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

public sealed class StartTests
{
    public static TheoryData<string, string> Unusable => new()
    {
        { "nonsense", "is no connection string" },
        { "Host=127.0.0.1;Prot=5432", "is no connection string" },
        { "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=secret", "leads to no usable PostgreSQL" },
        { "Host=no-such-host.invalid;Database=x;Username=x;Password=secret", "leads to no usable PostgreSQL" },
        { "a database that is not there", "leads to no usable PostgreSQL" },
        { "another password", "leads to no usable PostgreSQL" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_connection_string_that_does_not_work_is_one_line_and_exit_code_2(string connection, string says)
    {
        var stored = TestStore.Server.ConnectionString("missing");
        using var program = ProgramProcess.Start(new()
        {
            ["ConnectionStrings__ClusterEvents"] = connection switch
            {
                "a database that is not there" => stored,
                "another password" => new NpgsqlConnectionStringBuilder(stored) { Password = "secret" }.ToString(),
                _ => connection,
            },
        });

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        var line = Assert.Single(program.Errors);
        Assert.StartsWith($"ConnectionStrings__ClusterEvents {says}", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_that_is_too_small_is_one_line_and_exit_code_2()
    {
        using var program = ProgramProcess.Start(new()
        {
            ["ConnectionStrings__ClusterEvents"] = $"{await TestStore.NewDatabaseAsync()};Maximum Pool Size=1",
        });

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.StartsWith("ConnectionStrings__ClusterEvents has Maximum Pool Size=1: write 16 or more",
            Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_Development_the_program_refuses_to_start_without_an_authority()
    {
        using var program = ProgramProcess.Start(new()
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__ClusterEvents"] = await TestStore.NewDatabaseAsync(),
        });

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.StartsWith("No authority is configured.", Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task With_an_authority_the_program_refuses_to_start_without_an_audience(string environment)
    {
        using var program = ProgramProcess.Start(new()
        {
            ["DOTNET_ENVIRONMENT"] = environment,
            ["ConnectionStrings__ClusterEvents"] = await TestStore.NewDatabaseAsync(),
            ["Authentication__Authority"] = "https://login.example.org/realms/cluster",
        });

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        var line = Assert.Single(program.Errors);
        Assert.StartsWith("No audience is configured. Set Authentication__Audience", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authentication__Authority", "nonsense", "Authentication__Authority is `nonsense`: it must be")]
    [InlineData("Authentication__Authority", "http://login.example.org", "Authentication__Authority is `http:")]
    [InlineData("Authentication__Audience", "clusterevents", "Authentication__Audience is set and")]
    [InlineData("Authentication__ClientId", "pages", "To sign in to pages, set both")]
    [InlineData("Authentication__PublicReading", "perhaps", "Authentication__PublicReading is `perhaps`: it must")]
    [InlineData("Limits__RequestsAtOnce", "x", "Limits__RequestsAtOnce is `x`: it must be a whole number.")]
    [InlineData("Limits__AnonymousShare", "101", "Limits__AnonymousShare is 101: it must be 100 percent or less.")]
    [InlineData("AllowedHosts", "https://a.example", "AllowedHosts names `https://a.example`, which is no host name")]
    [InlineData("AllowedHosts", "a.example:443", "AllowedHosts names `a.example:443`, which is no host name")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is `localhost:4317`")]
    [InlineData("Kestrel__Certificates__Default__Path", "/no-such.pem", "Kestrel__Certificates__Default__Path names")]
    [InlineData("Kafka__Client__securty.protocol", "SSL", "Kafka__Client has a setting that librdkafka refuses")]
    [InlineData("Limits__RequestsAtOnce", "0", "Limits__RequestsAtOnce is 0: it must be 1 or more.")]
    [InlineData("Limits__RequestsWaiting", "-1", "Limits__RequestsWaiting is -1: it must be 0 or more.")]
    [InlineData("Limits__ImportTime", "00:00:00", "Limits__ImportTime is 00:00:00: it must be a time")]
    [InlineData("Proxies__0", "proxy", "Proxies__0 is `proxy`: it must be an address or a network")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes")]
    [InlineData("ConnectionStrings__Reads", "Host=127.0.0.1;Prot=5432", "ConnectionStrings__Reads is no connection")]
    [InlineData("ConnectionStrings__Reads", "Port=5432", "ConnectionStrings__Reads is no connection")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "urls holds `nonsense`, which is no address")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0;localhost:0", "urls holds `localhost:0`, which is no address")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:http", "urls holds `http://127.0.0.1:http`, which is no address")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0/base", "urls holds `http://127.0.0.1:0/base`, which is more")]
    [InlineData("ASPNETCORE_URLS", "http://a@127.0.0.1:0", "urls holds `http://a@127.0.0.1:0`, which is more than")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:65536", "urls holds `http://127.0.0.1:65536`, which is no")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:0", "urls holds `http://localhost:0`, and port 0 of")]
    [InlineData("Kestrel__Endpoints__All__Url", "nonsense", "Kestrel:Endpoints:All:Url holds `nonsense`")]
    [InlineData("WebhookRetries__0", "soon", "WebhookRetries__0 is `soon`: it must be a time")]
    [InlineData("WebhookRetries__0", "-00:00:01", "WebhookRetries__0 is `-00:00:01`: it must be a time")]
    [InlineData("Log__Quorum", "1", "Log__Quorum is 1: it must be")]
    [InlineData("Log__Quorum", "-1", "Log__Quorum is -1: it must be")]
    [InlineData("Log__Key", "abc", "Log__Key must be a private key")]
    [InlineData("Log__Origin", "a b", "Log__Origin is `a b`: it must be a name")]
    [InlineData("Log__Origin", "a+b", "Log__Origin is `a+b`: it must be a name")]
    [InlineData("Kafka__Topic", "a b/c", "Kafka__Topic is `a b/c`: it must be the name of a topic")]
    [InlineData("Log__Witnesses__0__Key", "abc", "Log__Witnesses__0__Key must be the verifier key of a witness")]
    public Task An_invalid_setting_is_rejected_in_one_line(string setting, string value, string told) =>
        AssertRefusedAsync(new() { [setting] = value }, told);

    [Fact]
    public Task Signing_in_from_elsewhere_needs_the_names_to_lead_back_to() => AssertRefusedAsync(
        new()
        {
            ["ASPNETCORE_URLS"] = "http://*:0",
            ["Authentication__Authority"] = "https://login.example.org",
            ["Authentication__Audience"] = "clusterevents",
            ["Authentication__ClientId"] = "pages",
            ["Authentication__ClientSecret"] = "secret",
            ["AllowedHosts"] = "*",
        },
        "To sign in to pages, set AllowedHosts to the names");

    /// <summary>The server opens its addresses last, and ends with an exception.</summary>
    [Theory]
    [InlineData("http://192.0.2.1:5080", "http://192.0.2.1:5080 cannot be opened (")]
    [InlineData("https://127.0.0.1:0", "https://127.0.0.1:0 needs a certificate: set")]
    public Task An_address_that_cannot_be_served_is_refused_before_anything_is_started(string url, string told) =>
        AssertRefusedAsync(
            new()
            {
                ["DOTNET_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = url,
                ["Authentication__Authority"] = "https://login.example.org",
                ["Authentication__Audience"] = "clusterevents",
            },
            told);

    /// <summary>Nothing was made by `dotnet dev-certs` in the folder of such a login.</summary>
    [Fact]
    public async Task Development_without_a_certificate_of_its_own_needs_one_as_well()
    {
        using var home = new TemporaryFolder();
        await AssertRefusedAsync(
            new() { ["HOME"] = home.Path, ["ASPNETCORE_URLS"] = "https://127.0.0.1:0" },
            "https://127.0.0.1:0 needs a certificate: set");
    }

    /// <summary>Libraries log while the services are disposed, which may not hide the reason.</summary>
    [Fact]
    public async Task What_the_server_alone_finds_is_told_in_one_sentence_as_well()
    {
        using var program = ProgramProcess.Start(new()
        {
            ["ConnectionStrings__ClusterEvents"] = await TestStore.NewDatabaseAsync(),
            ["Kestrel__Endpoints__All__Url"] = "http://127.0.0.1:0",
            ["Kestrel__Endpoints__All__Protocols"] = "Http3",
        });

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.Equal("HTTP/3 requires HTTPS.", program.Errors.Last());
        Assert.DoesNotContain(program.Errors, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_passwords_that_is_not_there_is_one_line()
    {
        using var program = ProgramProcess.Start(new()
        {
            ["ConnectionStrings__ClusterEvents"] =
                new NpgsqlConnectionStringBuilder(TestStore.Server.ConnectionString("postgres"))
                {
                    Password = null,
                    Passfile = "/no-such-file",
                }.ToString(),
        });

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.StartsWith("ConnectionStrings__ClusterEvents leads to no usable PostgreSQL: The file of passwords "
            + "cannot be read (", Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public Task More_retries_than_there_can_be_are_refused_in_one_line() => AssertRefusedAsync(
        Enumerable.Range(0, 26).ToDictionary(i => $"WebhookRetries__{i}", _ => (string?)"00:00:01"),
        "WebhookRetries lists 26 waits: list 25 at most.");

    private static async Task AssertRefusedAsync(Dictionary<string, string?> settings, string told)
    {
        using var program = ProgramProcess.Start(new(settings)
        {
            ["DOTNET_ENVIRONMENT"] = settings.GetValueOrDefault("DOTNET_ENVIRONMENT", "Development"),
            ["ConnectionStrings__ClusterEvents"] = await TestStore.NewDatabaseAsync(),
            ["Kafka__BootstrapServers"] =
                settings.Keys.Any(key => key.StartsWith("Kafka", StringComparison.Ordinal)) ? "127.0.0.1:1" : null,
            ["ASPNETCORE_URLS"] = settings.GetValueOrDefault("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        });

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.StartsWith(told, Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_authority_no_private_store_is_started_either()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"clusterevents-refused-{Environment.ProcessId}");
        using var program = ProgramProcess.Start(new() { ["DOTNET_ENVIRONMENT"] = "Production" }, "--data", folder);

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.StartsWith("No authority is configured.", Assert.Single(program.Errors), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_one_line_and_exit_code_2()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        using var program = ProgramProcess.Start(
            new() { ["ConnectionStrings__ClusterEvents"] = await TestStore.NewDatabaseAsync() }, "--urls", address);

        Assert.Equal(2, await program.ExitCodeAsync(TestApp.Cancel));
        Assert.StartsWith($"{address} is taken", Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://0.0.0.0:0")]
    [InlineData("urls", "http://127.0.0.1:0;http://[::]:0")]
    [InlineData("urls", "http://*:0")]
    [InlineData("urls", "http://example.org:0")]
    [InlineData("Kestrel:Endpoints:All:Url", "http://0.0.0.0:0")]
    public async Task Other_machines_are_served_only_with_an_authority(string setting, string address)
    {
        await using var app = TestApp.With(new() { [setting] = address });

        var refusal = await Assert.ThrowsAsync<CannotStartException>(async () => await app.InitializeAsync());

        Assert.Contains("Authentication__Authority", refusal.Message, StringComparison.Ordinal);
    }
}
