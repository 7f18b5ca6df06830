using System.Security.Claims;

namespace ClusterEvents.Recording;

/// <summary>Who records, and for which cities. Not who acted: that is in the activity.</summary>
public sealed record Recorder(string Name, bool ForAllCities, IReadOnlySet<string> Cities, bool IsAdministrator = false)
{
    public const string CityClaim = "city";

    /// <summary>The program itself, when it loads seeds or imports a file.</summary>
    public static readonly Recorder System = new("clusterevents", true, new HashSet<string>(), IsAdministrator: true);

    /// <summary>
    /// The source of what this recorder sends to the routes of commands. A key that is chosen there belongs to whoever
    /// chose it, so that two recorders can never meet in one.
    /// </summary>
    public string OwnSource => SourceOf(Name);

    public static string SourceOf(string name) => $"/recorders/{Uri.EscapeDataString(name)}";

    public static Recorder Of(ClaimsPrincipal user)
    {
        var cities = user.FindAll(CityClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        // Whoever may record has a name: a token without one is refused.
        var name = user.FindFirst("sub")!.Value;
        var administers = user.IsInRole(Role.Administrator);
        return new(name, cities.Contains("*") || administers, cities, administers);
    }

    /// <summary>Whether this recorder may record for these cities. What belongs to no city needs all of them.</summary>
    public bool MayRecordFor(IReadOnlyCollection<CityId> cities) =>
        ForAllCities || (cities.Count > 0 && cities.All(city => Cities.Contains(city.Value)));

    /// <summary>
    /// Whether this recorder may send under a source. With an id it identifies a recording for ever, so whoever could
    /// use another's source could take the ids that the other is about to use. An administrator restores what others
    /// recorded.
    /// </summary>
    public bool MaySendAs(string source) => IsAdministrator || source.Split('/') switch
    {
        ["", "recorders", ..] => source == OwnSource,
        ["", "cities", var city, ..] => ForAllCities || Cities.Contains(city),
        // What the program records by itself.
        ["", "deadlines" or "seeds", ..] => false,
        _ => true,
    };
}

/// <summary>The roles of the contract.</summary>
public static class Role
{
    public const string Recorder = "recorder";
    public const string Reader = "reader";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";
}
