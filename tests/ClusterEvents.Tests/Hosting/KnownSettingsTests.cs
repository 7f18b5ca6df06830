using ClusterEvents.Hosting.Composition;
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
    public void A_setting_that_nothing_reads_is_refused_with_the_one_that_is_meant(string setting, string says)
    {
        var refused = Assert.Throws<CannotStartException>(() => KnownSettings.RequireKnown(Of(setting)));

        Assert.StartsWith(setting.Replace(":", "__", StringComparison.Ordinal), refused.Message,
            StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AUTHENTICATION:AUTHORITY")]
    [InlineData("Log:Witnesses:0:Url")]
    [InlineData("Webhooks:0:Types:0")]
    [InlineData("Logging:LogLevel:Default")]
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
        foreach (var setting in read) KnownSettings.RequireKnown(Of(setting));
    }

    private static IConfiguration Of(string setting) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(setting, "x")]).Build();

    [System.Text.RegularExpressions.GeneratedRegex(
        """(?:onfiguration\[|GetValue(?:<[^>]+>)?\(|Time\(configuration, |const string \w+ = )"""
        + @"""([A-Z]\w+:\w+)""[\],;)]")]
    private static partial System.Text.RegularExpressions.Regex ReadSetting();
}
