using ClusterEvents.Domain.Directives;

namespace ClusterEvents.Timelines.Listings;

/// <summary>
/// The statuses in which directives are listed. They exclude each other for one addressee, so that a change of status
/// moves one listing.
/// </summary>
public static class DirectiveStatuses
{
    private const string Fulfilled = "fulfilled";
    private const string Closed = "closed";
    private const string Revoked = "revoked";
    private const string RevokedAfterFulfilment = "revoked-fulfilled";
    private const string Overdue = "-overdue";

    private static readonly string[] Open = ["issued", "acknowledged", "in-progress"];

    /// <summary>The words by which directives are asked for, and the statuses that each one covers.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Words = new Dictionary<string, string[]>
    {
        ["issued"] = Either("issued"),
        ["acknowledged"] = Either("acknowledged"),
        ["in-progress"] = Either("in-progress"),
        ["fulfilled"] = [Fulfilled, Closed, RevokedAfterFulfilment],
        ["overdue"] = [.. Open.Select(word => word + Overdue)],
        ["revoked"] = [Revoked, RevokedAfterFulfilment],
        ["open"] = [.. Open.SelectMany(Either)],
        ["closed"] = [Closed],
    };

    internal static IEnumerable<Listing> Listings(Directive directive)
    {
        var cities = directive.Addressees.Select(one => (one.City, Of(directive, one))).ToArray();
        // For any city it is closed once all have fulfilled it.
        var statuses = cities.Select(one => one.Item2).Distinct().ToArray();
        if (statuses.Length > 1) statuses = [.. statuses.Select(status => status == Closed ? Fulfilled : status)];
        return Listing.Of(
            directive.Issued.CampaignIds, statuses, cities, directive.ClusterId,
            ListedDay.Of(directive.Issued, directive.IssuedOn), directive.DueOn);
    }

    private static string Of(Directive directive, Addressee one) => (directive.Revoked, one.Status) switch
    {
        (null, AddresseeStatus.Fulfilled) => Closed,
        ({ }, AddresseeStatus.Fulfilled) => RevokedAfterFulfilment,
        ({ }, _) => Revoked,
        _ => Word(one.Status) + (one.OverdueAsOf is null ? "" : Overdue),
    };

    private static string Word(AddresseeStatus status) => status switch
    {
        AddresseeStatus.Issued => Open[0],
        AddresseeStatus.Acknowledged => Open[1],
        _ => Open[2],
    };

    private static string[] Either(string word) => [word, word + Overdue];
}
