using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Tests.Recording;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>Forms of all kinds, as a browser without JavaScript sends them.</summary>
public sealed partial class FormTests(EstablishedApp app, OtherEstablishedApp other)
    : IClassFixture<EstablishedApp>, IClassFixture<OtherEstablishedApp>
{
    private string? _token;

    public static TheoryData<string> Kinds => [.. KindForms.All.Select(form => form.Type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_form_records_what_the_API_records_and_records_it_once(string kind)
    {
        var sample = Samples.Of(kind);
        var form = FormOf(kind);
        await app.GivenWhatItNeedsAsync(sample);
        await other.GivenWhatItNeedsAsync(sample);
        var texts = TextsOf(sample);
        texts.Add(new("key", $"form-{kind}"));

        var shown = (await app.GetAsync($"/vi/record/{form.Slug}?stream={sample.Subject}&occurredOn=2022-07-29")).Expect(HttpStatusCode.OK).Text;
        var review = (await PostAsync(form, [.. texts, new("repeat", "another"), new("do", "review")])).Expect(HttpStatusCode.OK);
        var done = await RecordAsync(form, texts);
        var again = await RecordAsync(form, texts);
        var byRoute = (await other.PostAsync(sample.Type.Opens == Opens.Always ? sample.Path : sample.Route, sample.Data)).Expect(HttpStatusCode.Created);

        Assert.Contains("Ghi vào sổ", review.Text, StringComparison.Ordinal);
        Assert.Equal((done["id"], done["position"], "1"), (again["id"], again["position"], again["again"]));
        Assert.All(texts.Select(text => text.Key).Distinct(), path => Assert.True(IsCarried(path, form)
            || shown.Contains($"name=\"{path}\"", StringComparison.Ordinal)
            || shown.Contains($"value=\"{path}\"", StringComparison.Ordinal), $"{path} is neither shown nor carried."));
        var (first, second) = (await StoredAsync(app, long.Parse(done["position"]!, CultureInfo.InvariantCulture)),
            await StoredAsync(other, byRoute.Position));
        Assert.True(JsonNode.DeepEquals(first["data"], second["data"]), $"{first["data"]} for {second["data"]}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_empty_form_is_told_in_Vietnamese_all_that_the_API_would_tell(string kind)
    {
        var sample = Samples.Of(kind);
        var form = FormOf(kind);
        await app.GivenWhatItNeedsAsync(sample);
        var missing = (await app.PostAsync(sample.Route, new { })).Expect(HttpStatusCode.BadRequest).Fields();

        var answer = (await PostAsync(form, [.. Addressed(sample), new("do", "review")])).Expect(HttpStatusCode.BadRequest);

        var summary = Summary().Match(answer.Text).Value;
        string[] told = [.. Link().Matches(summary).Select(link => link.Groups[1].Value).Distinct()];
        Assert.Equal(missing.Where(field => field != form.SameDay && !IsCarried(field, form)).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.Contains("<title>Lỗi: ", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(English(), WebUtility.HtmlDecode(Tag().Replace(summary, " ")));
        foreach (var field in told) Assert.Contains($"id=\"{field}\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_stays_as_it_was_typed_and_every_fault_stands_beside_its_field()
    {
        var form = FormOf("DirectiveIssued");

        var answer = (await PostAsync(form,
        [
            new("do", "review"), new("summary", "<b>Rà soát</b> \"quy chế\""), new("dueOn", "31/6/2026"),
            new("occurredOn", "hôm qua"), new("sources[0].url", "bao.example"), new("all", "no"), new("clusterId", "cum-1-bca"),
        ])).Expect(HttpStatusCode.BadRequest).Text;

        Assert.Contains("&lt;b&gt;Rà soát&lt;/b&gt;", answer, StringComparison.Ordinal);
        Assert.Contains("value=\"31/6/2026\"", answer, StringComparison.Ordinal);
        Assert.Matches("id=\"dueOn-fault\"[^\n]*Không có ngày 31/6/2026: tháng 6 chỉ có 30 ngày", answer);
        Assert.Contains("aria-describedby=\"dueOn-hint dueOn-fault\"", answer, StringComparison.Ordinal);
        Assert.Matches("id=\"occurredOn-fault\"", answer);
        Assert.Matches("id=\"sources\\[0\\].url-fault\"", answer);
        Assert.Matches("id=\"addressees-fault\"", answer);
    }

    [Fact]
    public async Task A_browser_sends_a_form_from_this_origin_and_not_from_none() => Assert.Equal("same-origin",
        (await app.GetAsync("/vi/record/meeting-held")).Headers.GetValues("Referrer-Policy").Single());

    [Fact]
    public async Task Rows_are_added_and_removed_by_buttons_and_keep_what_was_typed()
    {
        var form = FormOf("PrioritiesSet");

        var added = (await PostAsync(form, [new("items[0]", "Một"), new("items[1]", "Hai"), new("rows", "add:items")])).Text;
        var removed = (await PostAsync(form, [new("items[0]", "Một"), new("items[1]", "Hai"), new("rows", "drop:items[0]")])).Text;

        Assert.Matches("name=\"items\\[2\\]\"[^>]*autofocus", added);
        Assert.Matches("name=\"items\\[1\\]\"[^>]*value=\"Hai\"", added);
        Assert.Matches("name=\"items\\[0\\]\"[^>]*value=\"Hai\"", removed);
    }

    [Fact]
    public async Task All_members_are_those_of_the_day_and_the_cluster_issues_in_its_name()
    {
        var form = FormOf("DirectiveIssued");
        KeyValuePair<string, string>[] texts =
        [
            new("summary", "Rà soát quy chế"), new("issuer", "cluster"), new("basis", "Plan"), new("all", "yes"),
            new("occurredOn", "29/7/2022"), new("clusterId", "cum-1-bca"), new("key", "all-members"), new("scope", ""),
        ];

        var done = await RecordAsync(form, texts);

        var data = (await StoredAsync(app, long.Parse(done["position"]!, CultureInfo.InvariantCulture)))["data"]!;
        Assert.Equal(["can-tho", "da-nang"], data["addressees"]!.AsArray().Select(city => (string)city!).Order(StringComparer.Ordinal));
        Assert.Equal("Cluster", (string)data["scope"]!);
        Assert.False(string.IsNullOrEmpty((string)data["issuer"]!["name"]!));
    }

    [Fact]
    public async Task Flowers_and_incense_of_one_ceremony_are_recorded_together()
    {
        var done = await RecordAsync(FormOf("FlowersOffered"),
        [
            new("honouree", "Chủ tịch Hồ Chí Minh"), new("place", "Quảng trường"), new("participants", "can-tho"), new("all", "no"),
            new("occurredOn", "30/07/2022"), new("clusterId", "cum-1-bca"), new("together", "yes"), new("key", "both-tributes"),
        ]);

        var position = long.Parse(done["position"]!, CultureInfo.InvariantCulture);
        var recorded = await app.EventsAsync($"after={position - 1}");
        Assert.Equal(["clusterevents.flowers-offered.v2", "clusterevents.incense-offered.v2"],
            recorded.Take(2).Select(one => (string)one["type"]!));
        Assert.Equal((string)recorded[0]["subject"]!, (string)recorded[1]["subject"]!);
    }

    [Fact]
    public async Task What_looks_recorded_already_is_compared_before_it_is_recorded_again()
    {
        var form = FormOf("CommunityActivityHeld");
        KeyValuePair<string, string>[] texts =
        [
            new("kind", "Hiến máu"), new("cityIds", "can-tho"), new("all", "no"), new("occurredOn", "15/08/2022"),
            new("clusterId", "cum-1-bca"),
        ];
        var first = await RecordAsync(form, [.. texts, new("key", "repeat-1")]);

        var compared = (await PostAsync(form, [.. texts, new("key", "repeat-2"), new("do", "review")])).Expect(HttpStatusCode.OK);
        var same = await PostAsync(form,
            [.. texts, new("similar", first["id"]!), new("repeat", "same"), new("do", "repeat")]);
        var another = (await PostAsync(form,
            [.. texts, new("key", "repeat-2"), new("repeat", "another"), new("do", "repeat")])).Expect(HttpStatusCode.OK);

        Assert.Contains("Hai mục này là một việc, hay hai việc?", compared.Text, StringComparison.Ordinal);
        Assert.Contains($"/vi/activities/{first["id"]}", compared.Text, StringComparison.Ordinal);
        Assert.Equal($"/vi/activities/{first["id"]}", same.Address!.AbsolutePath);
        Assert.Contains("Ghi vào sổ", another.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_goes_along_to_the_correction_of_what_stands()
    {
        var form = FormOf("CommunityActivityHeld");
        KeyValuePair<string, string>[] texts =
        [
            new("kind", "Tặng quà gia đình chính sách"), new("cityIds", "can-tho"), new("all", "no"),
            new("occurredOn", "16/08/2022"), new("clusterId", "cum-1-bca"), new("sources[0].note", "Sổ trực ban"),
        ];
        var first = await RecordAsync(form, [.. texts, new("key", "along-1"), new("amountVnd", "5000000"), new("place", "")]);

        var opened = (await PostAsync(form,
        [
            .. texts, new("key", "along-2"), new("amountVnd", "7.500.000"), new("sources[1].publisher", "Báo Cần Thơ"),
            new("similar", first["id"]!), new("repeat", "correct"), new("do", "repeat"),
        ])).Expect(HttpStatusCode.OK);

        Assert.Equal($"/vi/activities/{first["id"]}/correct", opened.Address!.AbsolutePath);
        Assert.Contains("Đang ghi: 5.000.000 đồng", HtmlForm.Of(opened).Html, StringComparison.Ordinal);
        var review = HtmlForm.Of((await HtmlForm.Of(opened).Set("because", "Theo danh sách đã ký").SendAsync(app, "review"))
            .Expect(HttpStatusCode.OK));
        Assert.Contains("2 ô sẽ đổi", review.Html, StringComparison.Ordinal);
        (await review.SendAsync(app, "record")).Expect(HttpStatusCode.OK);
        var data = (await app.GetAsync($"/v1/activities/{first["id"]}")).Expect(HttpStatusCode.OK).Json["data"]!;
        Assert.Equal((7_500_000L, 2, "Tặng quà gia đình chính sách"),
            ((long)data["amountVnd"]!, data["sources"]!.AsArray().Count, (string?)data["kind"]));
    }

    [Fact]
    public async Task Another_event_under_the_key_of_a_form_is_refused_and_kept()
    {
        var form = FormOf("CommunityActivityHeld");
        KeyValuePair<string, string>[] texts =
        [
            new("kind", "Tặng quà"), new("cityIds", "can-tho"), new("all", "no"), new("occurredOn", "30/07/2022"),
            new("clusterId", "cum-1-bca"), new("key", "reused"),
        ];
        await RecordAsync(form, texts);

        var answer = await PostAsync(form, [.. texts.Skip(1), new("kind", "Xây nhà"), new("do", "record")]);

        answer.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("value=\"X&#xE2;y nh&#xE0;\"", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(English(), WebUtility.HtmlDecode(Tag().Replace(Summary().Match(answer.Text).Value, " ")));
    }

    [Fact]
    public async Task A_stale_token_brings_the_form_back_with_all_that_was_typed_and_records_nothing()
    {
        using var content = new FormUrlEncodedContent(
        [
            new("summary", "Rà soát quy chế"), new("issuer", "other"), new("issuer.name", "Cục"), new("basis", "Plan"),
            new("addressees", "can-tho"), new("all", "no"), new("occurredOn", "29/07/2022"), new("sources[1].note", "Sổ"),
            new("key", "stale"), new("do", "record"), new(PagePost.Field, "stale"),
        ]);

        using var answer = await app.Http.PostAsync("/vi/record/directive-issued", content, TestApp.Cancel);

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestApp.Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("không có gì bị mất", page, StringComparison.Ordinal);
        foreach (var typed in new[] { "Rà soát quy chế", "value=\"Cục\"", "value=\"29/07/2022\"", "value=\"Sổ\"", "value=\"stale\"" })
            Assert.Contains(typed, page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            await app.EventsAsync("type=clusterevents.directive-issued.v2"), one => (string)one["id"]! == "stale");
    }

    private static KindForm FormOf(string kind) => KindForms.All.Single(form => form.Type.Name == kind);

    private async Task<Answer> PostAsync(KindForm form, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent([.. fields, new(PagePost.Field, await TokenAsync())]);
        using var response = await app.Http.PostAsync($"/vi/record/{form.Slug}", content, TestApp.Cancel);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestApp.Cancel), response.Headers,
            response.Content.Headers)
        { Address = response.RequestMessage!.RequestUri! };
    }

    private async Task<string> TokenAsync() => _token ??= Token().Match(
        (await app.GetAsync("/vi/record/meeting-held")).Expect(HttpStatusCode.OK).Text).Groups[1].Value;

    /// <summary>Records, and follows to the page that says so: id, position, and whether it was recorded before.</summary>
    private async Task<Dictionary<string, string?>> RecordAsync(KindForm form, IEnumerable<KeyValuePair<string, string>> texts)
    {
        var answer = (await PostAsync(form, [.. texts, new("do", "record")])).Expect(HttpStatusCode.OK);
        Assert.True(answer.Address!.AbsolutePath == "/vi/record/done", answer.Text);
        var asked = QueryHelpers.ParseQuery(answer.Address.Query);
        return new[] { "id", "position", "again" }.ToDictionary(name => name, name => (string?)asked.GetValueOrDefault(name));
    }

    private static async Task<JsonObject> StoredAsync(TestApp app, long position) =>
        (await app.EventsAsync($"after={position - 1}"))[0];

    /// <summary>What names the stream, which a form chooses and a route has in its path.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Addressed(Sample sample)
    {
        var type = sample.Type;
        var id = sample.Subject[(sample.Subject.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (type.StreamKind == "cluster" && type.Opens == Opens.Never) yield return new("clusterId", id);
        else if (type.Name == "CitiesMerged") yield return new("successor", id);
        else if (type.Opens != Opens.Always) yield return new("stream", sample.Subject);
    }

    /// <summary>The fields of a sample as a clerk writes them.</summary>
    private static List<KeyValuePair<string, string>> TextsOf(Sample sample)
    {
        var texts = new List<KeyValuePair<string, string>>(Addressed(sample));
        Add("", sample.Data);
        return [.. texts.DistinctBy(text => (text.Key, text.Value))];

        void Add(string path, JsonNode? node)
        {
            if (node is JsonObject fields)
                foreach (var (name, value) in fields) Add(path.Length == 0 ? name : $"{path}.{name}", value);
            else if (node is JsonArray list)
                foreach (var (index, item) in list.Index())
                    Add(item is JsonObject || path is "items" or "titlesRegistered" ? $"{path}[{index}]" : path, item);
            else if (node is not null) texts.Add(new(path, Written(path, node.ToString())));
        }
    }

    private static string Written(string path, string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("d/M/yyyy", CultureInfo.InvariantCulture)
        : path is "value" or "baseline" or "points" or "max" or "finalValue" ? value.Replace('.', ',') : value;

    /// <summary>What a form takes from elsewhere than a field of its own.</summary>
    private static bool IsCarried(string path, KindForm form) => path is "key" or "clusterId" or "award" || path == form.SameDay
        || path.EndsWith(".cityId", StringComparison.Ordinal) || (path == "cityIds" && form.Members != "cityIds")
        || (path is "campaignIds" && form.Type.StreamKind == "campaign");

    [GeneratedRegex("<div class=\"faults\".*?</div>", RegexOptions.Singleline)]
    private static partial Regex Summary();

    [GeneratedRegex("name=\"__token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\b(the|must|required|enter|choose|not|with|field|invalid|city|cluster|request)\b", RegexOptions.IgnoreCase)]
    private static partial Regex English();
}
