using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Hosting.Http;

/// <summary>
/// The files of certificates in the settings <c>Kestrel</c>. The server opens its addresses last, so that a missing
/// file would end the start after everything else, with an exception.
/// </summary>
public static class ServerCertificates
{
    private const string Default = "Kestrel:Certificates:Default";

    /// <summary>The extension by which `dotnet dev-certs` marks the certificates that it makes.</summary>
    private const string DevelopmentMark = "1.3.6.1.4.1.311.84.1.1";

    /// <exception cref="CannotStartException">
    /// A file cannot be used, or an https address has no certificate. A development machine may have one of its own.
    /// </exception>
    public static void RequireUsable(IConfiguration configuration, bool isDevelopment)
    {
        // Only whether each can be read.
        foreach (var (_, certificate) in All(configuration)) certificate.Dispose();
        if (Names(configuration.GetSection(Default))
            || ListenUrls.WithoutCertificate(configuration).FirstOrDefault() is not { } url
            || (isDevelopment && HasDevelopmentCertificate(configuration))) return;
        throw new CannotStartException($"{url} needs a certificate: set Kestrel__Certificates__Default__Path, and "
            + "…__KeyPath (PEM) or …__Password (PFX)"
            + (isDevelopment ? ", or make one for development (`dotnet dev-certs https`)." : "."));
    }

    /// <summary>
    /// Whether this machine has a certificate for development: in the store of the login, or in a file whose password
    /// the settings have.
    /// </summary>
    private static bool HasDevelopmentCertificate(IConfiguration configuration)
    {
        if (configuration["Kestrel:Certificates:Development:Password"] is { Length: > 0 }) return true;
        try
        {
            using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
            store.Open(OpenFlags.ReadOnly);
            var now = TimeProvider.System.GetLocalNow().DateTime;
            return store.Certificates.Find(X509FindType.FindByTimeValid, now, validOnly: false)
                .Any(one => one.HasPrivateKey && one.Extensions[DevelopmentMark] is not null);
        }
        catch (CryptographicException)
        {
            // The server does not find one in such a store either.
            return false;
        }
    }

    /// <summary>The certificates in files.</summary>
    /// <exception cref="CannotStartException">A file cannot be used; the message says why.</exception>
    public static IEnumerable<(string File, X509Certificate2 Certificate)> All(IConfiguration configuration) =>
        Sections(configuration).Select(section => (FileOf(section["Path"]!), Read(section)));

    /// <summary>Whether an endpoint names a certificate of its own, for all host names or for some.</summary>
    internal static bool HasOwn(IConfigurationSection endpoint) => OfEndpoint(endpoint).Any(Names);

    /// <summary>Whether the settings name a certificate, in a file or in a store of the machine.</summary>
    private static bool Names(IConfigurationSection section) =>
        section["Path"] is { Length: > 0 } || section["Subject"] is { Length: > 0 };

    private static IEnumerable<IConfigurationSection> Sections(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().SelectMany(OfEndpoint)
            .Append(configuration.GetSection(Default))
            .Where(section => section["Path"] is { Length: > 0 });

    /// <summary>The certificate of an endpoint, and those by the name of the host (SNI).</summary>
    private static IEnumerable<IConfigurationSection> OfEndpoint(IConfigurationSection endpoint) =>
        endpoint.GetSection("Sni").GetChildren().Prepend(endpoint).Select(one => one.GetSection("Certificate"));

    private static X509Certificate2 Read(IConfigurationSection section)
    {
        var (file, password) = (FileOf(section["Path"]!), section["Password"]);
        try
        {
            return section["KeyPath"] is not { Length: > 0 } key
                ? X509CertificateLoader.LoadPkcs12FromFile(file, password)
                : password is null ? X509Certificate2.CreateFromPemFile(file, FileOf(key))
                : X509Certificate2.CreateFromEncryptedPemFile(file, password, FileOf(key));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException
            or UnauthorizedAccessException)
        {
            throw new CannotStartException($"{SettingName.Of(section)}__Path names a certificate that cannot be used "
                + $"({Failures.Reason(exception).TrimEnd('.')}). Check {file}, its key or password, and that the "
                + "service may read them.");
        }
    }

    /// <summary>As the server does: a relative path begins at the folder of the program.</summary>
    private static string FileOf(string path) => Path.Combine(AppContext.BaseDirectory, path);
}
