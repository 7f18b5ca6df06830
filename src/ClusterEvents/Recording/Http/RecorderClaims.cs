using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Recording.Http;

/// <summary>Reads the recorder and its cities from the claims of an authenticated user.</summary>
public static class RecorderClaims
{
    /// <summary>The claim with a city for which its holder may record; <c>*</c> for all.</summary>
    public const string City = "city";

    /// <summary>The claim with the name that is recorded, as authentication found it.</summary>
    public const string Name = "clusterevents-name";

    /// <summary>The claim with a role, as authentication found it.</summary>
    public const string Role = "role";

    /// <summary>The recorder. Users without a <c>sub</c> were rejected during authentication.</summary>
    public static Recorder RecorderOf(HttpContext http)
    {
        var user = http.User;
        var claimed = user.FindAll(City).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        // Whatever else an issuer writes there, such as a list in one text, is no city and covers none.
        var cities = claimed.Where(Slug.IsOne).ToHashSet(StringComparer.Ordinal);
        var administers = user.IsInRole(Domain.Decisions.Role.Administrator);
        var subject = user.FindFirst("sub")!.Value;
        return new(user.FindFirst(Name)?.Value ?? subject, claimed.Contains("*") || administers, cities, administers)
        {
            Subject = subject,
            Address = Caller.AddressOf(http.Connection.RemoteIpAddress),
        };
    }
}
