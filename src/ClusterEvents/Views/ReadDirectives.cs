using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Views.Lists;

namespace ClusterEvents.Views;

/// <summary>A directive in views: what it asks, of whom, and the progress of each addressee.</summary>
/// <param name="DueOn">The due day in force, after all amendments.</param>
public sealed record DirectiveView(
    string DirectiveId, string Stream, DirectiveStatus Status, string? ClusterId, IReadOnlyList<string> CampaignIds,
    Organisation Issuer, DirectiveBasis Basis, string? DocumentNumber, DateOnly? DocumentDate, string Summary,
    DateOnly? IssuedOn, DateOnly? DueOn, string? Horizon, IReadOnlyList<AddresseeView> Addressees,
    IReadOnlyList<AmendmentView> Amendments, RevocationView? Revocation);

/// <summary>The progress of one addressee.</summary>
/// <param name="Overdue">Whether it is recorded as overdue for the due day in force.</param>
/// <param name="Late">Whether it was fulfilled after the day that was due by then.</param>
public sealed record AddresseeView(
    CityId CityId, AddresseeStatus Status, bool Overdue, DateOnly? OverdueAsOf, bool Late, int? Percent,
    string? LastNote, DateOnly? AcknowledgedOn, DateOnly? FulfilledOn, string? Evidence);

/// <summary>One amendment.</summary>
public sealed record AmendmentView(DateOnly? AmendedOn, DateOnly? NewDueOn, string Reason, string? DocumentRef);

/// <summary>The revocation.</summary>
public sealed record RevocationView(DateOnly? RevokedOn, string Reason, string? DocumentRef);

/// <summary>Which directives are listed.</summary>
public sealed record DirectivesQuery : PageRequest
{
    /// <summary>How far addressees are, such as <c>overdue</c> or <c>open</c>.</summary>
    [OneOf<ReadDirectives.StatusWords>]
    public string? Status { get; init; }

    /// <summary>Only what concerns this city.</summary>
    public CityId? City { get; init; }

    /// <summary>Only what is due before this day.</summary>
    public DateOnly? DueBefore { get; init; }
}

/// <summary>Read directives, one or a list of them, the newest first.</summary>
public static class ReadDirectives
{
    /// <summary>What the words for <c>status</c> mean, given a directive and the addressees asked about.</summary>
    private static readonly Dictionary<string, Func<Directive, IEnumerable<Addressee>, bool>> Statuses = new()
    {
        ["issued"] = (directive, asked) => Open(directive, asked, AddresseeStatus.Issued),
        ["acknowledged"] = (directive, asked) => Open(directive, asked, AddresseeStatus.Acknowledged),
        ["in-progress"] = (directive, asked) => Open(directive, asked, AddresseeStatus.InProgress),
        ["fulfilled"] = (_, asked) => asked.Any(one => one.Status == AddresseeStatus.Fulfilled),
        ["overdue"] = (_, asked) => asked.Any(one => one.OverdueAsOf is not null),
        ["revoked"] = (directive, _) => directive.Status == DirectiveStatus.Revoked,
        ["open"] = (directive, asked) => directive.Revoked is null && asked.Any(IsOpen),
        ["closed"] = (directive, asked) => directive.Revoked is null && !asked.Any(IsOpen),
    };

    /// <summary>What is on record of a directive with such a status, where that is seldom so.</summary>
    private static readonly Dictionary<string, string> Rare = new()
    {
        ["overdue"] = nameof(DirectiveOverdue),
        ["revoked"] = nameof(DirectiveRevoked),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/directives", List).WithTags("Directives")
            .Answers<Page<DirectiveView>>("A page, the newest first", headers: "Link").Refuses(400);
        routes.MapRead("/v1/directives/{id}", Get).WithTags("Directives")
            .Answers<DirectiveView>("As it is on record", headers: "ETag").Refuses(400, 404);
    }

    /// <summary>What a list can be asked for by <c>status</c>.</summary>
    public sealed class StatusWords : IChoices
    {
        public static IEnumerable<string> Of(EventCatalogue catalogue) => Statuses.Keys;
    }

    private static Task<IResult> Get(
        [PathParameter("Its key")] string id, Asked<KnownAtQuery> asked, HttpContext http, StreamStateCache streams) =>
        streams.AnswerAsync<Directive, DirectiveView>(http, asked, id, View);

    private static async Task<IResult> List(Asked<DirectivesQuery> asked, HttpContext http, StreamList lists)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var (page, status, city) = (asked.Query, asked.Query.Status, asked.Query.City);
        var list = new ListOf<Directive>(
            nameof(DirectiveIssued), directive => directive.IssuedOn, Only: Rare.GetValueOrDefault(status ?? ""));
        return await page.AnswerAsync(http, lists.ReadAsync(list, page, http.RequestAborted)
            .Where(one => Matches(one.State, status, city)
                && (page.DueBefore is null || one.State.DueOn < page.DueBefore))
            .Select(one => (one.Key, View(one.Stream, one.State))));
    }

    private static bool Matches(Directive directive, string? status, CityId? city)
    {
        Addressee[] asked = [.. directive.Addressees.Where(one => city is null || one.City == city)];
        return asked.Length > 0 && (status is null || Statuses[status](directive, asked));
    }

    private static bool Open(Directive directive, IEnumerable<Addressee> asked, AddresseeStatus status) =>
        directive.Revoked is null && asked.Any(one => one.Status == status);

    private static bool IsOpen(Addressee addressee) => addressee.Status != AddresseeStatus.Fulfilled;

    private static DirectiveView View(StreamKey key, Directive directive)
    {
        var issued = directive.Issued;
        return new(
            key.Id, key.ToString(), directive.Status, directive.ClusterId, issued.CampaignIds ?? [],
            issued.Issuer, issued.Basis, issued.DocumentNumber, issued.DocumentDate, issued.Summary,
            directive.IssuedOn, directive.DueOn, issued.Horizon,
            [.. directive.Addressees.Select(View)],
            [.. directive.Amendments.Select(a => new AmendmentView(a.OccurredOn, a.NewDueOn, a.Reason, a.DocumentRef))],
            directive.Revoked is { } revoked ? new(revoked.OccurredOn, revoked.Reason, revoked.DocumentRef) : null);
    }

    private static AddresseeView View(Addressee one) => new(
        one.City, one.Status, one.OverdueAsOf is not null, one.OverdueAsOf, one.Late, one.Percent, one.LastNote,
        one.AcknowledgedOn, one.Fulfilled?.OccurredOn, one.Fulfilled?.Evidence);
}
