using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Tests.Recording.Shapes;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace ClusterEvents.Tests.Pages.Forms;

/// <summary>Sends forms of all kinds as a browser without JavaScript does, field by field.</summary>
internal static partial class RecordForms
{
    public static KindForm Of(string kind) => KindForms.All.Single(form => form.Type.Name == kind);

    public static async Task<Answer> PostFormAsync(
        this TestApp app, KindForm form, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var token = (await HtmlForm.OpenAsync(app, "/vi/record/meeting-held"))[PagePost.Field]!;
        using var content = new FormUrlEncodedContent([.. fields, new(PagePost.Field, token)]);
        using var response = await app.Http.PostAsync($"/vi/record/{form.Slug}", content, TestApp.Cancel);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestApp.Cancel), response.Headers,
            response.Content.Headers)
        { Address = response.RequestMessage!.RequestUri! };
    }

    /// <summary>
    /// Records, and reads on the page that follows: id, position, and whether it was recorded before.
    /// </summary>
    public static async Task<Dictionary<string, string?>> RecordFormAsync(
        this TestApp app, KindForm form, IEnumerable<KeyValuePair<string, string>> texts)
    {
        var answer = (await app.PostFormAsync(form, [.. texts, new("do", "record")])).Expect(HttpStatusCode.OK);
        Assert.True(answer.Address!.AbsolutePath == "/vi/record/done", answer.Text);
        var asked = QueryHelpers.ParseQuery(answer.Address.Query);
        return new[] { "id", "position", "again" }
            .ToDictionary(name => name, name => (string?)asked.GetValueOrDefault(name));
    }

    /// <summary>The event at the position that a form told.</summary>
    public static async Task<JsonObject> StoredAsync(this TestApp app, long position) =>
        (await app.EventsAsync($"after={position - 1}"))[0];

    public static long PositionOf(Dictionary<string, string?> done) =>
        long.Parse(done["position"]!, CultureInfo.InvariantCulture);

    /// <summary>The part of a page that lists its faults.</summary>
    public static string FaultsOf(Answer answer) => Faults().Match(answer.Text).Value;

    /// <summary>What a reader sees of a part of a page.</summary>
    public static string TextOf(string html) => WebUtility.HtmlDecode(Tag().Replace(html, " "));

    /// <summary>Words that a Vietnamese page does not have.</summary>
    [GeneratedRegex(@"\b(the|must|required|enter|choose|not|with|field|invalid|city|cluster|request)\b",
        RegexOptions.IgnoreCase)]
    public static partial Regex English();

    [GeneratedRegex("<div class=\"faults\".*?</div>", RegexOptions.Singleline)]
    private static partial Regex Faults();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
