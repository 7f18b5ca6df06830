using System.Security.Claims;
using ClusterEvents.Domain.Decisions;

namespace ClusterEvents.Recording.Http;

/// <summary>Reads the recorder and its cities from the claims of an authenticated user.</summary>
public static class RecorderClaims
{
    /// <summary>The claim with a city for which its holder may record; <c>*</c> for all.</summary>
    public const string City = "city";

    /// <summary>The recorder. Users without a <c>sub</c> were rejected during authentication.</summary>
    public static Recorder RecorderOf(ClaimsPrincipal user)
    {
        var cities = user.FindAll(City).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var administers = user.IsInRole(Role.Administrator);
        return new(user.FindFirst("sub")!.Value, cities.Contains("*") || administers, cities, administers);
    }
}
