using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Decisions;

/// <summary>Who records, and for which cities. Not who acted: that is in the activity.</summary>
public sealed record Recorder(string Name, bool ForAllCities, IReadOnlySet<string> Cities, bool IsAdministrator = false)
{
    /// <summary>The program itself, when it loads seeds or imports a file.</summary>
    public static readonly Recorder System = new("clusterevents", true, new HashSet<string>(), IsAdministrator: true);

    /// <summary>
    /// The source of what this recorder sends to the routes of commands. A key that is chosen there belongs to whoever
    /// chose it, so that two recorders can never meet in one.
    /// </summary>
    public string OwnSource => SourceOf(Name);

    public static string SourceOf(string name) => $"/recorders/{Uri.EscapeDataString(name)}";

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
