using System.Security.Claims;
using ClusterEvents.Domain.Decisions;

namespace ClusterEvents.Recording.Http;

/// <summary>Reads who records, and for which cities, from the claims of a signed-in user.</summary>
public static class RecorderClaims
{
    /// <summary>The claim that names a city for which its holder records; <c>*</c> for all.</summary>
    public const string City = "city";

    /// <summary>The recorder. A user without a <c>sub</c> is refused before: whoever records has a name.</summary>
    public static Recorder RecorderOf(ClaimsPrincipal user)
    {
        var cities = user.FindAll(City).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var administers = user.IsInRole(Role.Administrator);
        return new(user.FindFirst("sub")!.Value, cities.Contains("*") || administers, cities, administers);
    }
}
