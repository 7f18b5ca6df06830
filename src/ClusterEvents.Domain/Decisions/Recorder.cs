using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
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
    /// The attribute of the event that takes a source, with the <see cref="Mark"/> of who sent it: two senders may have
    /// one name, and a sender another name later.
    /// </summary>
    public const string SourceOwner = "sourceowner";

    private const string MarkPrefix = "sub-";

    /// <summary>
    /// The mark of an owner of whom only the name is known: a hash of the name, so that the mark may stay when the name
    /// is erased.
    /// </summary>
    public static string OwnerMark(string name) => Identifiers.Digest(name);

    /// <summary>The mark of a sender, whatever its name; null if the name is its identifier.</summary>
    public string? Mark => Subject == Name ? null
        : MarkPrefix + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"subject {Subject}")));

    /// <summary>Whether a text has the form of the mark of a sender.</summary>
    public static bool IsMark([NotNullWhen(true)] string? text) =>
        text?.StartsWith(MarkPrefix, StringComparison.Ordinal) == true
        && Base64Url.IsValid(text.AsSpan(MarkPrefix.Length), out var bytes) && bytes == SHA256.HashSizeInBytes;

    /// <summary>Whether a source with this owner is the sender's.</summary>
    public bool Owns(string owner) => owner == Mark || owner == OwnerMark(Name);

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
