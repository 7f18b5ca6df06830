using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Views.Lists;
using Wolverine.Http;

namespace ClusterEvents.Views;

/// <summary>A commendation in views.</summary>
/// <param name="Title">The title as recorded.</param>
/// <param name="TitleCode">Its code in the catalogue on the day of the decision.</param>
/// <param name="TitleName">Its name in the law of that day.</param>
/// <param name="TitleEnglish">Its name in English.</param>
public sealed record CommendationView(
    string CommendationId, string Stream, string? ClusterId, IReadOnlyList<string> CampaignIds, CityId RecipientUnit,
    string Title, string? TitleCode, string? TitleName, string? TitleEnglish, string Level, string DecisionNumber,
    DateOnly DecisionDate, DateOnly? AwardedOn, bool Revoked, CommendationRevocationView? Revocation);

/// <summary>The revocation of a commendation.</summary>
public sealed record CommendationRevocationView(DateOnly? RevokedOn, string DecisionNumber, string Reason);

/// <summary>Read commendations, one or a list of them, newest first.</summary>
public static class ReadCommendations
{
    [WolverineGet("/v1/commendations/{id}")]
    public static Task<IResult> Get(string id, HttpContext http, StreamStateCache streams) =>
        streams.AnswerAsync<Commendation, CommendationView>(http, id, View);

    [WolverineGet("/v1/commendations")]
    public static async Task<IResult> List(HttpContext http, StreamList lists)
    {
        var (asked, errors) = (http.Request.Query, new ValidationErrors());
        var page = PageRequest.Read(asked, ["city", "title"], errors);
        var city = PageRequest.City(asked, errors);
        var codes = asked.TryGetValue("title", out var title) ? Codes(title.ToString(), errors) : null;
        if (!errors.None) return ProblemResults.Problem(errors.Found);

        var list = new ListOf<Commendation>(
            nameof(CommendationAwarded), one => one.Awarded.OccurredOn ?? one.Awarded.DecisionDate);
        return await page.AnswerAsync(http, lists.ReadAsync(list, page, http.RequestAborted)
            .Select(one => (one.Key, View: View(one.Stream, one.State)))
            .Where(one => city is null || one.View.RecipientUnit == city)
            .Where(one => codes is null || codes.Contains(one.View.TitleCode)));
    }

    private static IReadOnlyCollection<string?> Codes(string title, ValidationErrors errors)
    {
        // Normalise the search text in the same way as recorded texts.
        var codes = Text.Normalise(title, 300, "title", errors) is { } text ? TitleCatalogue.Codes(text) : [];
        if (codes.Count == 0 && !errors.At("title"))
            errors.Add("title", "is no title of the catalogue, and no code of one");
        return codes;
    }

    private static CommendationView View(StreamKey key, Commendation commendation)
    {
        var awarded = commendation.Awarded;
        var title = TitleCatalogue.Find(awarded.Title, awarded.DecisionDate);
        return new(
            key.Id, key.ToString(), commendation.ClusterId, awarded.CampaignIds ?? [], awarded.RecipientUnit,
            awarded.Title, title?.Code, title?.Name, title?.English, awarded.Level, awarded.DecisionNumber,
            awarded.DecisionDate, awarded.OccurredOn, commendation.Revoked is not null,
            commendation.Revoked is { } revoked
                ? new(revoked.OccurredOn, revoked.DecisionNumber, revoked.Reason) : null);
    }
}
