using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Decisions;

/// <summary>The authenticated sender and the cities it may record for. Who acted is a field of the activity.</summary>
public sealed record Recorder(string Name, bool ForAllCities, IReadOnlySet<string> Cities, bool IsAdministrator = false)
{
    /// <summary>The program itself, when it loads seeds or imports a file.</summary>
    public static readonly Recorder System = new("clusterevents", true, new HashSet<string>(), IsAdministrator: true);

    /// <summary>
    /// The identifier of the sender at its issuer. The name is what people read; two senders may have the same.
    /// </summary>
    public string Subject { get; init; } = Name;

    /// <summary>The address that the sender has; null for the program itself.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// The CloudEvents source of what this recorder posts to command routes. It contains the recorder's identifier, so
    /// that the Idempotency-Keys of two recorders never collide.
    /// </summary>
    public string OwnSource => SourceOf(Subject);

    /// <summary>
    /// The mark of whom a source belongs to: a hash of the recorded name, so that an erasure of the name need not
    /// search for it there.
    /// </summary>
    public static string OwnerMark(string name) => Identifiers.Digest(name);

    public static string SourceOf(string name) => $"{Sources}{Uri.EscapeDataString(name)}";

    /// <summary>Whether a source names a recorder.</summary>
    public static bool IsNamedIn(string source) => source.StartsWith(Sources, StringComparison.Ordinal);

    private const string Sources = "/recorders/";

    /// <summary>
    /// Whether this recorder may record for these cities. An empty list requires permission for all cities.
    /// </summary>
    public bool MayRecordFor(IReadOnlyCollection<CityId> cities) =>
        ForAllCities || (cities.Count > 0 && cities.All(city => Cities.Contains(city.Value)));

    /// <summary>
    /// Whether this recorder may use a CloudEvents source, if it belongs to nobody else already. Source and id identify
    /// a recording permanently, so a recorder who could use another's source could occupy ids that the other is about
    /// to use. An administrator may, in order to restore an export.
    /// </summary>
    public bool MaySendAs(string source) => IsAdministrator || source == OwnSource || SourceUri.Reserved(source) switch
    {
        [] => true,
        [SourceUri.Cities, var city, ..] => ForAllCities || Cities.Contains(city),
        // Those of other recorders, and of events that the program records itself.
        _ => false,
    };
}
