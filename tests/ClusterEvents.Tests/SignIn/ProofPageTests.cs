using System.Net;
using System.Text.RegularExpressions;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Pages.Posts;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>Whether the record can be trusted is for every reader to see, and for auditors to have verified.</summary>
/// <remarks>On a site of its own: others set the clock forward, and what is signed then is from the future.</remarks>
public sealed partial class ProofPageTests(SignedInSite site) : IClassFixture<SignedInSite>
{
    private const string Page = "/vi/audit";

    private const string Button = "Kiểm toàn bộ sổ</button>", Choice = "action=\"/vi/audit/differences\"";

    [Fact]
    public async Task An_auditor_has_the_store_verified_and_a_reader_sees_the_verdict()
    {
        // A verdict is signed with the key of the log, which the first pass makes.
        await site.App.SettledAsync(TimeSpan.FromSeconds(30));
        using var auditor = await SignedInAsync(Role.Auditor);
        using var reader = await SignedInAsync(Role.Reader);
        var offered = await TextAsync(auditor);
        Assert.Contains(Button, offered, StringComparison.Ordinal);
        Assert.Contains(Choice, offered, StringComparison.Ordinal);

        using var done =
            await auditor.PostAsync(site.At(Page), (PagePost.Field, Token().Match(offered).Groups[1].Value));

        Assert.Equal((HttpStatusCode.SeeOther, Page), (done.StatusCode, done.Headers.Location?.ToString()));
        var seen = await TextAsync(reader);
        Assert.Contains("Khớp: không có sai khác nào", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Button, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Choice, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_that_only_stands_in_the_database_is_not_shown_as_one()
    {
        await site.App.SettledAsync(TimeSpan.FromSeconds(30));
        await site.App.Get<VerificationRun>().MakeAsync(TestApp.Cancel);
        using var reader = await SignedInAsync(Role.Reader);
        await site.App.TamperAsync("insert into clusterevents.audit_report select gen_random_uuid(), now() + interval "
            + "'1 day', jsonb_set(report, '{finishedAt}', '\"2126-01-01T00:00:00Z\"') "
            + "from clusterevents.audit_report limit 1");

        var seen = await TextAsync(reader);

        await site.App.TamperAsync("delete from clusterevents.audit_report where made_at > now() + interval '1 hour'");
        Assert.Contains("không có chữ ký của sổ", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Khớp: không có sai khác nào", seen, StringComparison.Ordinal);
    }

    private async Task<Visitor> SignedInAsync(string role)
    {
        var visitor = new Visitor();
        await site.SignInAsync(visitor, new($"0198-{role}-proof", "Lan", [role], ["*"]), "/vi/account");
        return visitor;
    }

    private async Task<string> TextAsync(Visitor visitor)
    {
        using var page = await visitor.GetAsync(site.At(Page));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestApp.Cancel));
    }

    [GeneratedRegex($"name=\"{PagePost.Field}\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
