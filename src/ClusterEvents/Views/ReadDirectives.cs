using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.Timelines.Listings;
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
    string? LastNote, DateOnly? AcknowledgedOn, DateOnly? FulfilledOn, string? Evidence)
{
    /// <summary>The city that it was merged into by today; absent if it was not merged.</summary>
    public CityId? MergedInto { get; init; }
}

/// <summary>One amendment.</summary>
public sealed record AmendmentView(DateOnly? AmendedOn, DateOnly? NewDueOn, string Reason, string? DocumentRef);

/// <summary>The revocation.</summary>
public sealed record RevocationView(DateOnly? RevokedOn, string Reason, string? DocumentRef);

/// <summary>Which directives are listed.</summary>
public sealed record DirectivesQuery : PageRequest
{
    /// <summary>How far addressees are, such as <c>overdue</c> or <c>open</c>.</summary>
    [OneOf<ReadDirectives.StatusWords>(Name = "DirectiveListStatus")]
    public string? Status { get; init; }

    /// <summary>The first due day.</summary>
    public DateOnly? DueFrom { get; init; }

    /// <summary>Only what is due before this day.</summary>
    public DateOnly? DueBefore { get; init; }

    internal override ListFilter Filter => Of(StreamKinds.Directive) with
    {
        Statuses = Status is null ? null : DirectiveStatuses.Words[Status],
        DueFrom = DueFrom,
        DueBefore = DueBefore,
    };
}

/// <summary>Read directives, one or a list of them, the newest first.</summary>
public static class ReadDirectives
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/directives", List).WithName("ListDirectives").WithTags("Directives")
            .Answers<Page<DirectiveView>>("A page, the newest first", headers: "Link").Refuses(400, 504);
        routes.MapRead("/v1/directives/{id}", Get).WithName("ReadDirective").WithTags("Directives")
            .WithSummary("Read a directive")
            .Answers<DirectiveView>("As it is on record", headers: "ETag").HonoursIfMatch().Refuses(400, 404);
    }

    /// <summary>What a list can be asked for by <c>status</c>.</summary>
    public sealed class StatusWords : IChoices
    {
        public static IEnumerable<string> Of(EventCatalogue catalogue) => DirectiveStatuses.Words.Keys;
    }

    private static Task<IResult> Get(
        [PathParameter("Its key")] string id, Asked<KnownAtQuery> asked, HttpContext http, StreamViews views,
        CityMergers mergers) =>
        views.OneAsync<Directive, DirectiveView>(
            http, asked, id, (shown, cancel) => ViewAsync(shown, mergers, asked.Query.KnownAt, cancel));

    private static Task<IResult> List(
        Asked<DirectivesQuery> asked, HttpContext http, StreamViews views, CityMergers mergers) =>
        views.ListAsync(http, asked, (shown, cancel) => ViewAsync(shown, mergers, asked.Query.KnownAt, cancel));

    internal static async Task<IEnumerable<DirectiveView>> ViewAsync(
        IReadOnlyList<ShownStream> shown, CityMergers mergers, KnownAt? known, CancellationToken cancel)
    {
        var successor = await mergers.SuccessorsAsync(known, cancel);
        return shown.Select(one => View(one, successor));
    }

    private static DirectiveView View(ShownStream shown, Func<CityId, CityId?> successor)
    {
        var (key, directive) = (shown.Key, (Directive)shown.Stream.State!);
        var issued = directive.Issued;
        return new(
            key.Id, key.ToString(), directive.Status, directive.ClusterId, issued.CampaignIds ?? [],
            issued.Issuer, issued.Basis, issued.DocumentNumber, issued.DocumentDate, issued.Summary,
            directive.IssuedOn, directive.DueOn, issued.Horizon,
            [.. directive.Addressees.Select(one => View(one) with { MergedInto = successor(one.City) })],
            [.. directive.Amendments.Select(a => new AmendmentView(a.OccurredOn, a.NewDueOn, a.Reason, a.DocumentRef))],
            directive.Revoked is { } revoked ? new(revoked.OccurredOn, revoked.Reason, revoked.DocumentRef) : null);
    }

    private static AddresseeView View(Addressee one) => new(
        one.City, one.Status, one.OverdueAsOf is not null, one.OverdueAsOf, one.Late, one.Percent, one.LastNote,
        one.AcknowledgedOn, one.Fulfilled?.OccurredOn, one.Fulfilled?.Evidence);
}
