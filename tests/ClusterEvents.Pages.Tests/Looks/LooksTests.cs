using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests.Looks;

/// <summary>
/// Pages look as somebody approved: wide, on a phone and on paper. On a machine whose Chromium or fonts draw letters
/// differently, which a specimen tells, the places of the parts of a page are compared instead of its pixels.
/// </summary>
public sealed class LooksTests(DemonstrationSite site)
{
    private const string Campaign = "thi-dua-minh-hoa-2026";

    /// <summary>The greatest part of the pixels that may differ.</summary>
    private const double Tolerance = 0.001;

    public static TheoryData<string, string> Pages => new()
    {
        { "home", "" },
        { "city", "/cities/thanh-pho-c?from=2026-06-01&to=2026-07-31" },
        { "year", "/cities/thanh-pho-b/years/2026" },
        { "known", "/cities/thanh-pho-d?knownAt=2026-07-01&from=2026-06-01" },
        { "campaign", $"/campaigns/{Campaign}" },
        { "targets", $"/targets?campaign={Campaign}" },
        { "directives", "/directives" },
        { "commendations", "/commendations?city=thanh-pho-e" },
        { "cluster", "/clusters/cum-minh-hoa?on=2026-06-01" },
        { "entry", $"/activities/{DemonstrationSite.Entry("meet-pact-2026")}" },
        { "search", "/search?q=dang+hoa" },
        { "compare", "/audit/differences?timeline=city/thanh-pho-d&from=2026-10-20" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Looks_as_approved(string name, string path)
    {
        await using var open = await site.OpenAsync("/vi" + path, 1400, new() { ReducedMotion = ReducedMotion.Reduce });
        var compared = await Specimen.IsDrawnAsApprovedAsync(site);

        await LooksAsync(open, $"{name}-1400", compared);
        await open.Page.SetViewportSizeAsync(390, 900);
        await LooksAsync(open, $"{name}-390", compared);
        if (name is not ("city" or "year")) return;
        await open.Page.SetViewportSizeAsync(640, 900);
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await LooksAsync(open, $"{name}-paper", compared);
    }

    private static async Task LooksAsync(OpenPage open, string name, bool byPixels)
    {
        // The frame is the same everywhere: one page shows it, and a change of it changes one picture.
        var actual = await Picture.OfAsync(open.Page, framed: name.StartsWith("home-", StringComparison.Ordinal));
        if (Approved.IsBeingWritten)
        {
            Approved.Write(name, actual);
            return;
        }

        var approved = Approved.Read(name);
        var differing = byPixels ? await Picture.DifferenceAsync(open.Page, approved.Png, actual.Png) : null;
        var fault = differing is { } found
            ? found.Part > Tolerance ? $"{found.Part:P2} of its pixels differ" : null
            : Layout.Fault(approved.Layout, actual.Layout);
        if (fault is null) return;
        var folder = Approved.Refuse(name, actual, differing?.Png);
        Assert.Fail($"{name} does not look as approved: {fault}. The picture and the difference are in {folder}. If it "
            + $"shall look like this, run the tests with {Approved.Setting}=1 and commit what they write. "
            + (byPixels ? "" : "This machine draws letters differently from the one of the approved pictures (another "
                + "Chromium, or other fonts than those of fonts-noto-core), so that only places were compared."));
    }
}
