using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterEvents.Faults.Soak;

/// <summary>
/// The certificate file of one node, and a client that accepts no other than what was ever written there.
/// </summary>
internal sealed class Certificate : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _file = Path.Combine(
        Directory.CreateTempSubdirectory("clusterevents-soak-").FullName, "certificate.pfx");

    private readonly ConcurrentDictionary<string, bool> _written = [];
    private string _newest = "";

    public Certificate()
    {
        Write();
        Http = NewClient();
    }

    /// <summary>The address of the node by TLS.</summary>
    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{FreePort()}"));

    public HttpClient Http { get; }

    /// <summary>The settings by which a node serves with it, beside an address without TLS.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Kestrel__Endpoints__Plain__Url", "http://127.0.0.1:0"),
        new("Kestrel__Endpoints__Secure__Url", Address.ToString()),
        new("Kestrel__Endpoints__Secure__Certificate__Path", _file),
    ];

    /// <summary>Writes a new one, and waits until new connections are given it.</summary>
    /// <returns>How long that took; null if they never were.</returns>
    public async Task<TimeSpan?> RenewAsync(CancellationToken cancel)
    {
        Write();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
        {
            if (await PresentedAsync(cancel) == _newest) return clock.Elapsed;
            await Task.Delay(100, cancel);
        }

        return null;
    }

    public void Dispose()
    {
        Http.Dispose();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    private void Write()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        _newest = made.Thumbprint;
        _written[_newest] = true;
        // Replaced at once, so that no half of it is ever read.
        File.WriteAllBytes(_file + ".new", made.Export(X509ContentType.Pfx));
        File.Move(_file + ".new", _file, overwrite: true);
    }

    /// <summary>The thumbprint that a new connection is given; null if there is none.</summary>
    private async Task<string?> PresentedAsync(CancellationToken cancel)
    {
        try
        {
            string? presented = null;
            using var http = NewClient(thumbprint => presented = thumbprint);
            using var response = await http.GetAsync(new Uri(Address, "/health/live"), cancel);
            return presented;
        }
        catch (HttpRequestException)
        {
            // The endpoint is being opened anew.
            return null;
        }
    }

    private HttpClient NewClient(Action<string>? presented = null) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, given, _, _) =>
            {
                var thumbprint = given?.GetCertHashString() ?? "";
                presented?.Invoke(thumbprint);
                return _written.ContainsKey(thumbprint);
            },
        },
    })
    {
        Timeout = TimeSpan.FromSeconds(12),
    };

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
