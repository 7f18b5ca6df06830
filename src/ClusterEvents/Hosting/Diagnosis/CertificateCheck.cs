using ClusterEvents.Hosting.Http;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>Whether the certificates of the program can be read, and until when they are valid.</summary>
internal sealed class CertificateCheck(IConfiguration configuration, TimeProvider time) : IFaultCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public string About => "certificates";

    public Task<IReadOnlyList<InstallationFault>> FindAsync(NpgsqlDataSource? database, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<InstallationFault>>([.. Find()]);

    private List<InstallationFault> Find()
    {
        var faults = new List<InstallationFault>();
        try
        {
            foreach (var (file, certificate) in ServerCertificates.All(configuration))
                using (certificate)
                {
                    var (now, ends) = (time.GetUtcNow().UtcDateTime, certificate.NotAfter.ToUniversalTime());
                    var begins = certificate.NotBefore.ToUniversalTime();
                    if (now < begins || ends < now + Soon)
                        faults.Add(new($"certificate {file}", (now < begins ? $"It is valid from {begins:yyyy-MM-dd} on"
                            : ends < now ? $"It was valid until {ends:yyyy-MM-dd}"
                            : $"It is valid until {ends:yyyy-MM-dd} only")
                            + ": clients refuse it outside of that time. Replace the file; the program takes the new "
                            + "one while it runs."));
                }
        }
        catch (CannotStartException exception)
        {
            faults.Add(new("certificates", exception.Message));
        }

        return faults;
    }
}
