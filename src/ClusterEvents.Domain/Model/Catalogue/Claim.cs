namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>A value that only one stream may hold, and the rejection of a second stream that claims it.</summary>
/// <param name="Text">The value.</param>
/// <param name="Taken">The rejection.</param>
public sealed record Claim(string Text, Rejection Taken)
{
    private const string AbsorbedPrefix = "absorbed ";

    /// <summary>
    /// The first day from which it is claimed, if a city that ended before may have held it; null if it is claimed for
    /// all days.
    /// </summary>
    public DateOnly? From { get; init; }

    /// <summary>The claim of a city that was merged into another: it is held by the city that continues.</summary>
    public static string OfAbsorbed(CityId city) => AbsorbedPrefix + city;

    /// <summary>Whether a claim is that of a city that was merged into another.</summary>
    public static bool IsOfAbsorbed(string text) => text.StartsWith(AbsorbedPrefix, StringComparison.Ordinal);

    /// <summary>The city of whose merger a claim is; null if it is another claim.</summary>
    public static CityId? AbsorbedIn(string text) =>
        IsOfAbsorbed(text) ? new CityId(text[AbsorbedPrefix.Length..]) : null;

    /// <summary>Whether another stream than this one holds it, so that it cannot be claimed.</summary>
    public bool IsTaken(StreamKey by, DecisionContext context) =>
        context.Claimed.TryGetValue(Text, out var holder)
        && !(From is { } first && holder.Kind == StreamKinds.City && holder != by
            && context.MergerOf(new(holder.Id))?.From <= first);
}
