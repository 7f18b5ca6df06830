using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ClusterEvents.Hosting.Identity;

/// <summary>
/// The issuer's signing keys. They are read again when they are a minute old, so that a withdrawn key is refused and a
/// new one accepted within a minute, and earlier when a token names an unknown key. The library's own cache keeps keys
/// for at least five minutes.
/// </summary>
internal sealed class IssuerKeys(
    string authority, TimeProvider time, SecurityEvents events, ILogger<IssuerKeys> log)
    : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    /// <summary>The age at which keys are read again before they are used.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(50);

    /// <summary>The age at which they are read again while they are used, so that no request waits.</summary>
    private static readonly TimeSpan Older = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The minimum interval between two attempts: tokens with made-up key ids must not make this service attack the
    /// issuer.
    /// </summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    /// <summary>How long keys are used that cannot be read again, because the issuer is away.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly HttpClient _http = NewClient();

    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _address = AddressOf(authority);
    private volatile Keys? _known;
    private volatile bool _asked, _failed;
    private DateTimeOffset _tried;

    /// <summary>Where an issuer describes itself.</summary>
    public static string AddressOf(string authority) => $"{authority.TrimEnd('/')}/.well-known/openid-configuration";

    /// <summary>A client that reads what an issuer publishes, and neither waits nor reads without end.</summary>
    public static HttpClient NewClient() =>
        new() { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 1 << 20 };

    /// <exception cref="InvalidOperationException">The issuer's keys cannot be read.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (_known is not { } known || Age(known) >= Longest) await ReadAsync(cancel);
        // While the issuer is away, nobody waits for it.
        else if (!_failed && (_asked || Age(known) >= Oldest)) await ReadAsync(cancel);
        else if ((_failed || Age(known) >= Older) && _turn.CurrentCount > 0) _ = ReadAsync(CancellationToken.None);
        return _known is { } read && Age(read) < Longest ? read.Configuration
            : throw new InvalidOperationException($"The keys of {authority} cannot be read.");
    }

    /// <summary>Called when a token names a key that is not known.</summary>
    public void RequestRefresh() => _asked = true;

    public void Dispose()
    {
        _turn.Dispose();
        _http.Dispose();
    }

    private TimeSpan Age(Keys keys) => time.GetUtcNow() - keys.ReadAt;

    private async Task ReadAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var now = time.GetUtcNow();
            // Another request read them meanwhile, or just tried.
            if (now - _tried < Between) return;
            (_tried, _asked) = (now, false);
            var retriever = new HttpDocumentRetriever(_http) { RequireHttps = !new Uri(authority).IsLoopback };
            // What was begun is finished for the others, whoever gives up.
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(_address, retriever, CancellationToken.None);
            Tell(read);
            (_known, _failed) = (new(read, now), false);
        }
        catch (Exception exception)
        {
            _failed = true;
            log.LogWarning("The keys of {Authority} cannot be read: {Reason}", authority, Failures.Reason(exception));
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Tell(OpenIdConnectConfiguration read)
    {
        if (_known is not { } known) return;
        string[] before = [.. known.Configuration.SigningKeys.Select(key => key.KeyId)];
        string[] after = [.. read.SigningKeys.Select(key => key.KeyId)];
        if (before.Except(after).Concat(after.Except(before)).Any())
            events.KeyChanged("issuer", $"{string.Join(", ", before)} became {string.Join(", ", after)}");
    }

    /// <summary>What was read, and when.</summary>
    private sealed record Keys(OpenIdConnectConfiguration Configuration, DateTimeOffset ReadAt);
}
