using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Pages.Forms;

/// <summary>Forms of all kinds, beside the routes of the API.</summary>
[Collection<OnForms>]
public sealed partial class EveryFormTests(EstablishedApp app, OtherEstablishedApp other)
{
    public static TheoryData<string> Kinds => [.. KindForms.All.Select(form => form.Type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_form_records_what_the_API_records_and_records_it_once(string kind)
    {
        var sample = Samples.Of(kind);
        var form = RecordForms.Of(kind);
        await app.GivenWhatItNeedsAsync(sample);
        await other.GivenWhatItNeedsAsync(sample);
        var texts = TextsOf(sample);
        texts.Add(new("key", $"form-{kind}"));

        var shown = (await app.GetAsync($"/vi/record/{form.Slug}?stream={sample.Subject}&occurredOn=2022-07-29"))
            .Expect(HttpStatusCode.OK).Text;
        var review = (await app.PostFormAsync(form, [.. texts, new("repeat", "another"), new("do", "review")]))
            .Expect(HttpStatusCode.OK);
        var done = await app.RecordFormAsync(form, texts);
        var again = await app.RecordFormAsync(form, texts);
        var path = sample.Type.Opens == Opens.Always ? sample.Path : sample.Route;
        var byRoute = (await other.PostAsync(path, sample.Data)).Expect(HttpStatusCode.Created);

        Assert.Contains("Ghi vào sổ", review.Text, StringComparison.Ordinal);
        Assert.Equal((done["id"], done["position"], "1"), (again["id"], again["position"], again["again"]));
        Assert.All(texts.Select(text => text.Key).Distinct(), field => Assert.True(IsCarried(field, form)
            || shown.Contains($"name=\"{field}\"", StringComparison.Ordinal)
            || shown.Contains($"value=\"{field}\"", StringComparison.Ordinal),
            $"{field} is neither shown nor carried."));
        var (first, second) = (await app.StoredAsync(RecordForms.PositionOf(done)),
            await other.StoredAsync(byRoute.Position));
        Assert.True(JsonNode.DeepEquals(first["data"], second["data"]), $"{first["data"]} for {second["data"]}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_empty_form_is_told_in_Vietnamese_all_that_the_API_would_tell(string kind)
    {
        var sample = Samples.Of(kind);
        var form = RecordForms.Of(kind);
        await app.GivenWhatItNeedsAsync(sample);
        var missing = (await app.PostAsync(sample.Route, new { })).Expect(HttpStatusCode.BadRequest).Fields();

        var answer = (await app.PostFormAsync(form, [.. Addressed(sample), new("do", "review")]))
            .Expect(HttpStatusCode.BadRequest);

        var summary = RecordForms.FaultsOf(answer);
        string[] told = [.. Link().Matches(summary).Select(link => link.Groups[1].Value).Distinct()];
        Assert.Equal(
            missing.Where(field => field != form.SameDay && !IsCarried(field, form)).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
        Assert.Contains("<title>Lỗi: ", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(RecordForms.English(), RecordForms.TextOf(summary));
        foreach (var field in told) Assert.Contains($"id=\"{field}\"", answer.Text, StringComparison.Ordinal);
    }

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
    internal static List<KeyValuePair<string, string>> TextsOf(Sample sample)
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
    private static bool IsCarried(string path, KindForm form) =>
        path is "key" or "clusterId" or "award" || path == form.SameDay
        || path.EndsWith(".cityId", StringComparison.Ordinal) || (path == "cityIds" && form.Members != "cityIds")
        || (path is "campaignIds" && form.Type.StreamKind == "campaign");

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Link();
}
