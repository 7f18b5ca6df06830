using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>A page of each kind, in the states that it can have: its route, and an address of it.</summary>
internal static class PageList
{
    private static readonly string Corrected = $"/activities/{DemonstrationSite.Entry("meet-pact-2026")}";
    private static readonly string Disputed = $"/activities/{DemonstrationSite.Entry("final-2026-3-thanh-pho-d")}";
    private static readonly string Retracted = $"/activities/{DemonstrationSite.Entry("gift-2026-9-thanh-pho-c")}";

    private static readonly string Receipt = $"/audit/receipts/{DemonstrationSite.Entry("meet-pact-2026")}";

    public static readonly (string Route, string Path)[] All =
    [
        ("/", ""), ("/", "?knownAt=2026-07-01"),
        ("/cities", "/cities"), ("/cities/{id}", "/cities/thanh-pho-c"), ("/cities/{id}", "/cities/tinh-f"),
        ("/cities/{id}", "/cities/thanh-pho-d?from=2026-01-01&to=2026-03-31&family=meeting"),
        ("/cities/{id}", "/cities/thanh-pho-d?knownAt=2026-07-01"), ("/cities/{id}", "/cities/thanh-pho-a?q=khongcogi"),
        ("/cities/{id}/years/{year:int:range(1,9998)}", "/cities/thanh-pho-b/years/2026"),
        ("/cities/{id}/years/{year:int:range(1,9998)}", "/cities/thanh-pho-b/years/1999"),
        ("/campaigns", "/campaigns"), ("/campaigns/{id}", "/campaigns/thi-dua-minh-hoa-2026"),
        ("/campaigns/{id}/timeline", "/campaigns/thi-dua-minh-hoa-2025/timeline"),
        ("/clusters", "/clusters"), ("/clusters/{id}", "/clusters/cum-minh-hoa?on=2026-06-01"),
        ("/clusters/{id}", "/clusters/cum-minh-hoa?on=2020-01-01"),
        ("/clusters/{id}/timeline", "/clusters/cum-minh-hoa/timeline"),
        ("/directives", "/directives"), ("/directives", "/directives?status=overdue&city=thanh-pho-c"),
        ("/directives/{id}", "/directives/ra-soat-quy-che"), ("/targets", "/targets?campaign=thi-dua-minh-hoa-2026"),
        ("/commendations", "/commendations"), ("/commendations", "/commendations?city=thanh-pho-e"),
        ("/search", "/search"), ("/search", "/search?q=dang+hoa"), ("/search", "/search?q=khongcogi"),
        ("/activities/{id}", Corrected), ("/activities/{id}", Disputed), ("/activities/{id}", Retracted),
        ("/record", "/record"), ("/record", "/record?find=dang+hoa"), ("/record/{kind}", "/record/directive-issued"),
        ("/record/{kind}", "/record/meeting-held"), ("/record/{kind}", "/record/assessment-recorded"),
        ("/record/{kind}", "/record/score-submitted"), ("/conference", "/conference"),
        ("/record/done", $"/record/done?id={DemonstrationSite.Entry("meet-pact-2026")}&position=1"),
        ("/sign-in", "/sign-in"), ("/sign-in", "/sign-in?failed=refused"), ("/account", "/account"),
        ("/activities/{id}/correct", $"{Corrected}/correct"), ("/activities/{id}/retract", $"{Corrected}/retract"),
        ("/activities/{id}/reinstate", $"{Retracted}/reinstate"), ("/activities/{id}/dispute", $"{Corrected}/dispute"),
        ("/activities/{id}/withdraw", $"{Disputed}/withdraw"),
        ("/import", "/import"), ("/import/{id}", $"/import/{DemonstrationSite.FaultySheet.Id}"),
        ("/import/{id}", $"/import/{DemonstrationSite.GoodSheet.Id}"),
        ("/monthly", "/monthly?campaign=thi-dua-minh-hoa-2026&month=2026-10"),
        ("/audit/receipts/{id}", Receipt),
        ("/reports/cities/{id}", "/reports/cities/thanh-pho-c?from=2026-01-01&to=2026-12-31"),
        ("/reports/campaigns/{id}", "/reports/campaigns/thi-dua-minh-hoa-2026?from=2026-01-01&to=2026-06-30"),
        ("/reports/clusters/{id}", "/reports/clusters/cum-minh-hoa?from=2020-01-01&to=2020-12-31"),
        ("/audit", "/audit"), ("/audit/differences", "/audit/differences?timeline=city/thanh-pho-d&from=2026-07-01"),
        ("/audit/differences", "/audit/differences?timeline=campaign/thi-dua-minh-hoa-2025&from=2026-10-01"),
    ];

    /// <summary>
    /// Whether axe looks at it: at the first address of each route, and at every state of an entry. It takes seconds
    /// for a long page, and further addresses of a route differ in what is on record only.
    /// </summary>
    public static bool IsLookedAtByAxe(string path) =>
        path.StartsWith("/activities/", StringComparison.Ordinal)
            || All.DistinctBy(page => page.Route).Any(page => page.Path == path);

    /// <summary>Whether a page has a form to send, and so a token that differs each time.</summary>
    public static bool HasForm(string path) => path is "/conference" or "/audit"
        || path.StartsWith("/monthly", StringComparison.Ordinal) || path.StartsWith("/import", StringComparison.Ordinal)
        || (path.StartsWith("/activities/", StringComparison.Ordinal) && path.Split('/').Length > 3)
        || (path.StartsWith("/record/", StringComparison.Ordinal)
            && !path.StartsWith("/record/done", StringComparison.Ordinal));

    public static TheoryData<string> Paths => [.. All.Select(page => page.Path)];
}
