using ClusterEvents.Hosting.Composition;
using ClusterEvents.Hosting.Supervision;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

public sealed partial class KnownSettingsTests
{
    [Theory]
    [InlineData("ConnectionString:ClusterEvents", "Is ConnectionStrings__ClusterEvents meant?")]
    [InlineData("ConnectionStrings:ClusterEvent", "Is ConnectionStrings__ClusterEvents meant?")]
    [InlineData("Authentication:Authorty", "Is Authentication__Authority meant?")]
    [InlineData("limits:requestatonce", "Is limits__RequestsAtOnce meant?")]
    [InlineData("Store:ReadOnly", "Remove it")]
    [InlineData("Webhooks:0:Urll", "Is Webhooks__0__Url meant?")]
    [InlineData("Log:Witnesses:0:Ky", "Is Log__Witnesses__0__Key meant?")]
    [InlineData("AllowedHost", "Is AllowedHosts meant?")]
    [InlineData("ASPNETCORE_URL", "Is ASPNETCORE_URLS meant?")]
    public void A_setting_that_nothing_reads_is_refused_with_the_one_that_is_meant(string setting, string says)
    {
        var refused = Assert.Throws<CannotStartException>(() => KnownSettings.RequireKnown(Of(setting)));

        Assert.StartsWith(setting.Replace(":", "__", StringComparison.Ordinal), refused.Message,
            StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>What reads it would take another value, take it for the default, or end with an exception.</summary>
    [Theory]
    [InlineData("Seeds:Load", "yes", "Seeds__Load is `yes`: it must be true or false.")]
    [InlineData("Limits:RequestsEach", "five", "Limits__RequestsEach is `five`: it must be a whole number.")]
    [InlineData("Limits:ImportPause", "120", "Limits__ImportPause is `120`: it must be a time as hours:minutes")]
    [InlineData("WebhookRetries:0", "5", "WebhookRetries__0 is `5`: it must be a time")]
    [InlineData("Timelines:Heartbeat", "-00:00:01", "Timelines__Heartbeat is `-00:00:01`: it must be a time")]
    [InlineData("Logging:LogLevel:Default", "Warn", "Logging__LogLevel__Default is `Warn`: it must be one of Trace,")]
    [InlineData("Logging:Console:LogLevel:Npgsql", "all", "Logging__Console__LogLevel__Npgsql is `all`: it must be")]
    [InlineData("Proxies", "10.0.0.1", "Proxies is a list: write Proxies__0=10.0.0.1.")]
    [InlineData("Webhooks", "https://a", "Webhooks is a list: write Webhooks__0__Url and Webhooks__0__Secret.")]
    [InlineData("Authentication:Audience:0", "a", "Authentication__Audience takes one value")]
    public void A_value_of_another_kind_is_refused_with_the_kind_that_is_needed(
        string setting, string value, string says)
    {
        var refused = Assert.Throws<CannotStartException>(() => KnownSettings.RequireKnown(Of(setting, value)));

        Assert.StartsWith(says, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Its libraries would take the default, and say so to nobody.</summary>
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "the http or https address of a collector")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http", "grpc or http/protobuf.")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret", "key=value, with commas")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "a whole number of milliseconds")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "15s", "a whole number of milliseconds")]
    [InlineData("OTEL_BSP_MAX_QUEUE_SIZE", "0", "a whole number above 0.")]
    [InlineData("OTEL_TRACES_SAMPLER", "sometimes", "one of always_on, always_off,")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "50", "a number from 0 to 1.")]
    public void A_variable_of_OpenTelemetry_of_another_kind_is_refused(string variable, string value, string says)
    {
        var refused = CollectorVariables.Checks(Of(variable, value)).Select(check => Record.Exception(check))
            .OfType<CannotStartException>();

        Assert.StartsWith($"{variable} is `{value}`: it must be {says}", Assert.Single(refused).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://prometheus:9090/api/v1/otlp")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20YQ==,x=y")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "15000")]
    [InlineData("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "0.25")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=node-1")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "")]
    public void Variables_of_OpenTelemetry_are_taken_as_its_specification_has_them(string variable, string value)
    {
        foreach (var check in CollectorVariables.Checks(Of(variable, value))) check();
    }

    [Theory]
    [InlineData("AUTHENTICATION:AUTHORITY")]
    [InlineData("Log:Witnesses:0:Url")]
    [InlineData("Webhooks:0:Types:0")]
    [InlineData("Logging:Console:FormatterOptions:IncludeScopes")]
    [InlineData("ASPNETCORE_HTTPS_PORT")]
    [InlineData("Store")]
    [InlineData("Kestrel:Endpoints:Http:Url")]
    [InlineData("AnotherProgram:Setting")]
    [InlineData("PATH")]
    public void Settings_of_this_program_its_libraries_and_other_programs_are_none_of_these(string setting) =>
        KnownSettings.RequireKnown(Of(setting));

    /// <summary>A setting that the code reads and the list lacks would stop the program of whoever uses it.</summary>
    [Fact]
    public void Every_setting_that_the_code_reads_is_known()
    {
        var read = Directory.EnumerateFiles(Repository.File("src/ClusterEvents"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => ReadSetting().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct().ToArray();

        Assert.Contains("Store:Migrate", read);
        foreach (var setting in read)
            Assert.DoesNotContain(KnownSettings.FaultsOf(Of(setting)),
                fault => fault.Sentence.Contains("no setting of this program", StringComparison.Ordinal));
    }

    private static IConfiguration Of(string setting, string value = "x") =>
        new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();

    [System.Text.RegularExpressions.GeneratedRegex(
        """(?:onfiguration\[|GetValue(?:<[^>]+>)?\(|Time\(configuration, |const string \w+ = )"""
        + @"""([A-Z]\w+:\w+)""[\],;)]")]
    private static partial System.Text.RegularExpressions.Regex ReadSetting();
}
