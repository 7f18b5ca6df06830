using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Pages;
using Npgsql;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>
/// Finds the meeting, directive, target or entry that a cell means: by a key, an address of a page, a position, the
/// number of a row of the same sheet, or words that its title or its documents contain.
/// </summary>
public sealed partial class StreamReferences(
    NpgsqlDataSource database, TimelineReader timelines, EventCatalogue catalogue)
{
    private const int MostFound = 20;

    /// <summary>The row of the sheet that a text means; null if it means none.</summary>
    public static int? RowOf(string text) => Row().Match(text) is { Success: true } match
        && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The stream that a text means, and the entry; null if it means none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">The kind of stream; null for any.</param>
    /// <param name="names">The names of campaigns, clusters and cities.</param>
    /// <param name="cancel">Cancels the queries.</param>
    public async Task<FoundStream?> FindAsync(
        string text, string? kind, SheetNames names, CancellationToken cancel)
    {
        if (StreamKey.TryParse(text.Trim(), out var key))
            return kind is null || key.Kind == kind ? new(key, null) : null;
        if (Registered(text, kind, names) is { } registered) return new(new(kind!, registered), null);
        if (Address().Match(text) is { Success: true } address && StreamOf(address) is { } linked)
            return kind is null || linked.Kind == kind ? new(linked, null) : null;
        Guid? entry = Entry().Match(text) is { Success: true } id ? Guid.Parse(id.Value) : null;
        long? position = Position().Match(text) is { Success: true } at
            && long.TryParse(at.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (entry is not null || position is not null)
            return await RecordedEvents.PlaceAsync(database, entry, position, cancel) is var (place, found)
                && (kind is null || place.Kind == kind) ? new(place, found) : null;
        return kind is null ? null : await NamedAsync(text, kind, names, cancel);
    }

    private static string? Registered(string text, string? kind, SheetNames names) => kind switch
    {
        StreamKinds.City => names.Context.Cities.KeyOf(text),
        StreamKinds.Campaign => names.Context.Campaigns.KeyOf(text),
        StreamKinds.Cluster => names.Context.Clusters.KeyOf(text),
        _ => null,
    };

    private static StreamKey? StreamOf(Match address) =>
        StreamKey.TryParse($"{address.Groups["kind"].Value}/{address.Groups["id"].Value}", out var key) ? key : null;

    /// <summary>The stream of the kind with these words; of several, the one that is called so, or the first.</summary>
    private async Task<FoundStream?> NamedAsync(
        string text, string kind, SheetNames names, CancellationToken cancel)
    {
        if (!timelines.Searches || KindColumns.KeyOf(text).Length < 2) return null;
        var page = await timelines.ReadAsync(TimelineQuery.Of(new SearchParameters
        {
            Q = text,
            Kind = [.. catalogue.Types.Where(type => type.StreamKind == kind && type.Opens != Opens.Never)
                .Select(type => type.Name)],
            Limit = MostFound,
        }), names.Context.Language, cancel);
        var found = (page?.Entries ?? []).Select(entry =>
        {
            using var body = JsonDocument.Parse(entry.Body);
            return (entry.Title, Stream: StreamKey.Parse(body.RootElement.GetProperty("stream").GetString()!));
        }).ToArray();
        var called = found.Where(one => KindColumns.KeyOf(one.Title) == KindColumns.KeyOf(text))
            .Select(one => one.Stream).Distinct().ToArray();
        var streams = called.Length > 0 ? called : [.. found.Select(one => one.Stream).Distinct()];
        return streams is not [var first, ..] ? null
            : new(first, null, streams.Length > 1 || (called.Length == 0 && page?.Next is not null));
    }

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\A\s*(?:dòng|hàng|row)\s+([0-9]{1,7})\s*\z", Any)]
    private static partial Regex Row();

    [GeneratedRegex(@"\A\s*(?:(?:mục ở |entry at )?(?:vị trí|position)\s+)?([0-9]{1,18})\s*\z", Any)]
    private static partial Regex Position();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Any)]
    private static partial Regex Entry();

    [GeneratedRegex(@"/(?<kind>meeting|directive|target|commendation|campaign|cluster)s/(?<id>[a-z0-9-]+)", Any)]
    private static partial Regex Address();
}
