using System.Security.Claims;

namespace ClusterEvents.Recording;

/// <summary>Who records, and for which cities. Not who acted: that is in the activity.</summary>
public sealed record Recorder(string Name, bool ForAllCities, IReadOnlySet<string> Cities)
{
    public const string CityClaim = "city";

    /// <summary>The program itself, when it loads seeds or imports a file.</summary>
    public static readonly Recorder System = new("clusterevents", true, new HashSet<string>());

    public static Recorder Of(ClaimsPrincipal user)
    {
        var cities = user.FindAll(CityClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var name = user.FindFirst("sub")?.Value ?? user.Identity?.Name ?? "unnamed";
        return new(name, cities.Contains("*") || user.IsInRole(Role.Administrator), cities);
    }

    /// <summary>Whether this recorder may record for these cities. What belongs to no city needs all of them.</summary>
    public bool MayRecordFor(IReadOnlyCollection<CityId> cities) =>
        ForAllCities || (cities.Count > 0 && cities.All(city => Cities.Contains(city.Value)));
}

/// <summary>The roles of the contract.</summary>
public static class Role
{
    public const string Recorder = "recorder";
    public const string Reader = "reader";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";
}
