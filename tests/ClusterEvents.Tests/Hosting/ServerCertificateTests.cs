using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClusterEvents.Hosting.Http;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>Which certificates of the settings the start demands, and reads.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private const string Endpoint = "Kestrel:Endpoints:Secure";

    private readonly string _file = Path.Combine(
        Directory.CreateTempSubdirectory("clusterevents-certificates-").FullName, "certificate.pfx");

    public ServerCertificateTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=cluster.example.org", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        File.WriteAllBytes(_file, made.Export(X509ContentType.Pfx));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Theory]
    [InlineData("Kestrel:Certificates:Default")]
    [InlineData($"{Endpoint}:Certificate")]
    [InlineData($"{Endpoint}:Sni:cluster.example.org:Certificate")]
    public void An_endpoint_may_have_the_default_one_or_its_own_or_one_for_a_host_name(string section)
    {
        ServerCertificates.RequireUsable(Settings($"{section}:Path", _file), isDevelopment: false);

        Assert.Equal(
            [_file], ServerCertificates.All(Settings($"{section}:Path", _file)).Select(one =>
            {
                using (one.Certificate) return one.File;
            }));
    }

    [Theory]
    [InlineData("Kestrel:Certificates:Default")]
    [InlineData($"{Endpoint}:Certificate")]
    [InlineData($"{Endpoint}:Sni:cluster.example.org:Certificate")]
    public void A_file_that_is_not_there_is_named(string section) => Assert.StartsWith(
        $"{section.Replace(":", "__", StringComparison.Ordinal)}__Path names a certificate that cannot be used",
        Refused(Settings($"{section}:Path", $"{_file}.no")), StringComparison.Ordinal);

    [Fact]
    public void An_endpoint_without_one_is_refused() => Assert.StartsWith(
        "https://127.0.0.1:5443 needs a certificate", Refused(Settings("Seeds:Load", "false")),
        StringComparison.Ordinal);

    private static string Refused(IConfiguration settings) => Assert.Throws<CannotStartException>(
        () => ServerCertificates.RequireUsable(settings, isDevelopment: false)).Message;

    private static IConfigurationRoot Settings(string name, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection([new($"{Endpoint}:Url", "https://127.0.0.1:5443"), new(name, value)]).Build();
}
