using System.Globalization;
using System.Net;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Pages.Forms;

/// <summary>What is typed into a form is kept and judged as it was typed.</summary>
[Collection<OnForms>]
public sealed class FormInputTests(EstablishedApp app)
{
    [Fact]
    public async Task What_was_typed_stays_as_it_was_typed_and_every_fault_stands_beside_its_field()
    {
        var form = RecordForms.Of("DirectiveIssued");

        var answer = (await app.PostFormAsync(form,
        [
            new("do", "review"), new("summary", "<b>Rà soát</b> \"quy chế\""), new("dueOn", "31/6/2026"),
            new("occurredOn", "hôm qua"), new("sources[0].url", "bao.example"), new("all", "no"),
            new("clusterId", "cum-1-bca"),
        ])).Expect(HttpStatusCode.BadRequest).Text;

        Assert.Contains("&lt;b&gt;Rà soát&lt;/b&gt;", answer, StringComparison.Ordinal);
        Assert.Contains("value=\"31/6/2026\"", answer, StringComparison.Ordinal);
        Assert.Matches("(?s)id=\"dueOn-fault\"((?!</p>).)*Không có ngày 31/6/2026: tháng 6 chỉ có 30 ngày", answer);
        Assert.Contains("aria-describedby=\"dueOn-hint dueOn-fault\"", answer, StringComparison.Ordinal);
        Assert.Matches("id=\"occurredOn-fault\"", answer);
        Assert.Matches("id=\"sources\\[0\\].url-fault\"", answer);
        Assert.Matches("id=\"addressees-fault\"", answer);
    }

    [Fact]
    public async Task Rows_are_added_and_removed_by_buttons_and_keep_what_was_typed()
    {
        var form = RecordForms.Of("PrioritiesSet");

        KeyValuePair<string, string>[] typed = [new("items[0]", "Một"), new("items[1]", "Hai")];

        var added = (await app.PostFormAsync(form, [.. typed, new("rows", "add:items")])).Text;
        var removed = (await app.PostFormAsync(form, [.. typed, new("rows", "drop:items[0]")])).Text;

        Assert.Matches("name=\"items\\[2\\]\"[^>]*autofocus", added);
        Assert.Matches("name=\"items\\[1\\]\"[^>]*value=\"Hai\"", added);
        Assert.Matches("name=\"items\\[0\\]\"[^>]*value=\"Hai\"", removed);
    }

    [Fact]
    public async Task All_members_are_those_of_the_day_and_the_cluster_issues_in_its_name()
    {
        var form = RecordForms.Of("DirectiveIssued");
        KeyValuePair<string, string>[] texts =
        [
            new("summary", "Rà soát quy chế"), new("issuer", "cluster"), new("basis", "Plan"), new("all", "yes"),
            new("occurredOn", "29/7/2022"), new("clusterId", "cum-1-bca"), new("key", "all-members"), new("scope", ""),
        ];

        var done = await app.RecordFormAsync(form, texts);

        var data = (await app.StoredAsync(RecordForms.PositionOf(done)))["data"]!;
        Assert.Equal(["can-tho", "da-nang"],
            data["addressees"]!.AsArray().Select(city => (string)city!).Order(StringComparer.Ordinal));
        Assert.Equal("Cluster", (string)data["scope"]!);
        Assert.False(string.IsNullOrEmpty((string)data["issuer"]!["name"]!));
    }

    [Fact]
    public async Task Flowers_and_incense_of_one_ceremony_are_recorded_together()
    {
        var done = await app.RecordFormAsync(RecordForms.Of("FlowersOffered"),
        [
            new("honouree", "Chủ tịch Hồ Chí Minh"), new("place", "Quảng trường"), new("participants", "can-tho"),
            new("all", "no"), new("occurredOn", "30/07/2022"), new("clusterId", "cum-1-bca"),
            new("together", "yes"), new("key", "both-tributes"),
        ]);

        var position = RecordForms.PositionOf(done);
        var recorded = await app.EventsAsync($"after={position - 2}");
        Assert.Equal(["clusterevents.flowers-offered.v2", "clusterevents.incense-offered.v2"],
            recorded.Take(2).Select(one => (string)one["type"]!));
        Assert.Equal((string)recorded[0]["subject"]!, (string)recorded[1]["subject"]!);
    }

    [Fact]
    public async Task A_stale_token_brings_the_form_back_with_all_that_was_typed_and_records_nothing()
    {
        using var content = new FormUrlEncodedContent(
        [
            new("summary", "Rà soát quy chế"), new("issuer", "other"), new("issuer.name", "Cục"), new("basis", "Plan"),
            new("addressees", "can-tho"), new("all", "no"), new("occurredOn", "29/07/2022"),
            new("sources[1].note", "Sổ"),
            new("key", "stale"), new("do", "record"), new(PagePost.Field, "stale"),
        ]);

        using var answer = await app.Http.PostAsync("/vi/record/directive-issued", content, TestApp.Cancel);

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestApp.Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("không có gì bị mất", page, StringComparison.Ordinal);
        foreach (var typed in new[]
        {
            "Rà soát quy chế", "value=\"Cục\"", "value=\"29/07/2022\"", "value=\"Sổ\"", "value=\"stale\"",
        })
            Assert.Contains(typed, page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await app.EventsAsync("type=clusterevents.directive-issued.v2"), one => (string)one["id"]! == "stale");
    }

    [Fact]
    public async Task A_browser_sends_a_form_from_this_origin_and_not_from_none() => Assert.Equal("same-origin",
        (await app.GetAsync("/vi/record/meeting-held")).Headers.GetValues("Referrer-Policy").Single());
}
