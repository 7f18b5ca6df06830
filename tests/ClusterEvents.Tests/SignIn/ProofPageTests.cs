using System.Net;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Pages.Posts;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>Whether the record can be trusted is for every reader to see, and for auditors to have verified.</summary>
[Collection<OnSignedInSite>]
public sealed partial class ProofPageTests(SignedInSite site)
{
    private const string Page = "/vi/audit", Button = "Kiểm toàn bộ sổ</button>", Choice = "action=\"/vi/audit/differences\"";

    [Fact]
    public async Task An_auditor_has_the_store_verified_and_a_reader_sees_the_verdict()
    {
        using var auditor = await SignedInAsync(Role.Auditor);
        using var reader = await SignedInAsync(Role.Reader);
        var offered = await TextAsync(auditor);
        Assert.Contains(Button, offered, StringComparison.Ordinal);
        Assert.Contains(Choice, offered, StringComparison.Ordinal);

        using var done = await auditor.PostAsync(site.At(Page), (PagePost.Field, Token().Match(offered).Groups[1].Value));

        Assert.Equal((HttpStatusCode.SeeOther, Page), (done.StatusCode, done.Headers.Location?.ToString()));
        var seen = await TextAsync(reader);
        Assert.Contains("Khớp: không có sai khác nào", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Button, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Choice, seen, StringComparison.Ordinal);
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
