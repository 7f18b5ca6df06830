using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;

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

/// <summary>Which commendations are listed.</summary>
public sealed record CommendationsQuery : PageRequest
{
    /// <summary>Only this title.</summary>
    public string? Title { get; init; }

    /// <summary>The codes of the title that is asked for, in the catalogues of all times; null where none is.</summary>
    private IReadOnlyCollection<string>? _codes;

    internal override ListFilter Filter => Of(StreamKinds.Commendation) with { Statuses = _codes };

    public override void Check(ValidationErrors errors)
    {
        base.Check(errors);
        if (Title is null) return;
        // What was recorded is normalised, and so is what is searched for.
        _codes = Text.Normalise(Title, 300, "title", errors) is { } text ? TitleCatalogue.Codes(text) : [];
        if (_codes.Count == 0 && !errors.At("title"))
            errors.Add("title", "unknown-title", ("value", Title));
    }
}

/// <summary>Read commendations, one or a list of them, the newest first.</summary>
public static class ReadCommendations
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/commendations", List).WithName("ListCommendations").WithTags("Commendations")
            .Answers<Page<CommendationView>>("A page, the newest first", headers: "Link").Refuses(400, 504);
        routes.MapRead("/v1/commendations/{id}", Get).WithName("ReadCommendation").WithTags("Commendations")
            .WithSummary("Read a commendation")
            .Answers<CommendationView>("As it is on record", headers: "ETag").HonoursIfMatch().Refuses(400, 404);
    }

    private static Task<IResult> Get(
        [PathParameter("Its key")] string id, Asked<KnownAtQuery> asked, HttpContext http, StreamViews views) =>
        views.OneAsync<Commendation, CommendationView>(http, asked, id, View);

    private static Task<IResult> List(Asked<CommendationsQuery> asked, HttpContext http, StreamViews views) =>
        views.ListAsync(http, asked, View);

    internal static CommendationView View(ShownStream shown)
    {
        var (key, commendation) = (shown.Key, (Commendation)shown.Stream.State!);
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
