using System.Text.Json;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Changes;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;
using Marten;

namespace ClusterEvents.Pages.Activities;

/// <summary>One entry: what it says now, how it came to that, and its proof.</summary>
internal sealed class ReadActivityPage(
    IDocumentStore store, EventCatalogue catalogue, EntryNames names, PageEntries entries, Registers registers,
    StreamStateCache streams, SealedLog log)
{
    /// <summary>The fields that the page shows in other places.</summary>
    private static readonly string[] Elsewhere =
        ["occurredOn", "endsOn", "dayPart", "localTime", "sequenceHint", "precision", "sources"];

    private const int SameStreamShown = 30;

    public static void Map(IEndpointRouteBuilder pages) => pages.MapRead("/activities/{id}",
        (string id, PageContext page, Asked<ActivityPageQuery> asked, HttpContext http, ReadActivityPage read) =>
            read.AnswerAsync(id, page, asked, http));

    private async Task<IResult> AnswerAsync(
        string activityId, PageContext page, Asked<ActivityPageQuery> asked, HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (asked.Malformed is { } malformed) return malformed;
        var known = asked.Query.KnownAt;
        if (!Guid.TryParse(activityId, out var id)
            || await ReadActivity.FindAsync(id, known, store, catalogue, cancel) is not { } found)
            return ProblemResults.Unknown("activity", activityId, atThatMoment: known is not null);
        var shown = await names.NamedAsync(
            ShownEntry.Of(found, page.Language, corrections: true), page.Language, known, cancel);
        var entry = (await entries.OfAsync([shown], known?.Position ?? long.MaxValue - 1, cancel))[0];
        var named = await NamesAsync(known, cancel);
        var values = new FieldValues(page.Language, named);
        var stream = (await streams.ReadAsync([entry.Stream], known, cancel)).GetValueOrDefault(entry.Stream);
        return new PageResult<ActivityPageView>(page, new Dictionary<string, object?>
        {
            [nameof(ActivityPageView.Model)] = new ActivityModel(
                entry, [.. Fields(shown, values, page.Language)], [.. Changes(shown, values, page.Language)],
                [
                    .. found.Timelines.Select(timeline =>
                        (PageAddresses.PathOf(timeline), named.GetValueOrDefault(timeline.Id) ?? timeline.Id)),
                ],
                [
                    .. (stream?.Entries ?? [])
                        .Where(one =>
                            one.ActivityId == id || catalogue.TypeOf(one.Activity).Reach != Reach.RegistryOnly)
                        .TakeLast(SameStreamShown).Select(one => new StreamEntry(
                            one.ActivityId, catalogue.TypeOf(one.Activity).Name, one.Activity.OccurredOn,
                            one.ActivityId == id, one.Retracted)),
                ],
                await log.IndexAsync(id, cancel),
                known is null && stream?.Find(id) is { } current ? EntryTools.Of(http, current) : [],
                DoneOf(shown, asked.Query.Done))
            {
                State = stream?.State,
            },
            [nameof(ActivityPageView.Catalogue)] = catalogue,
        });
    }

    private static string? DoneOf(ShownEntry shown, string? done) => Guid.TryParse(done, out var id)
        ? Marks(shown).FirstOrDefault(mark => mark.ActivityId == id)?.Kind : null;

    private static IEnumerable<(string Name, string Value)> Fields(
        ShownEntry shown, FieldValues values, Language language)
    {
        using var body = JsonDocument.Parse(shown.Body);
        var data = body.RootElement.GetProperty("data");
        return [.. data.EnumerateObject()
            .Where(field => !Elsewhere.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.Null)
            .OrderBy(field =>
                field.Name is "clusterId" or "scope" or "cityIds" or "campaignIds" or "assertion" or "guestCityIds")
            .Select(field => (FieldNames.Of(language, field.Name), values.Of(field.Name, field.Value)))];
    }

    private static IEnumerable<ChangeModel> Changes(ShownEntry shown, FieldValues values, Language language) =>
        Marks(shown).Select(mark =>
            new ChangeModel(mark.Kind, mark.RecordedAt, mark.RecordedBy, mark.Reason ?? "",
                [.. (mark.Data?.Changes ?? []).Select(change => (FieldNames.Of(language, change.Field),
                    values.Of(change.Name, change.Old), values.Of(change.Name, change.New)))]));

    private static CorrectionMark[] Marks(ShownEntry shown) =>
        JsonSerializer.Deserialize<CorrectionMark[]>(shown.Corrections ?? "[]", RecordJson.Options)!;

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(KnownAt? known, CancellationToken cancel)
    {
        var all = new Dictionary<string, string>(
            await registers.CityNamesAsync(known, cancel), StringComparer.Ordinal);
        foreach (var campaign in await registers.CampaignsAsync(known, cancel))
            all[campaign.CampaignId] = $"{campaign.Name} ({campaign.Period.From.Year})";
        foreach (var cluster in await registers.ClustersAsync(DateOnly.MaxValue, known, cancel))
            all[cluster.ClusterId] = cluster.Name;
        return all;
    }
}
