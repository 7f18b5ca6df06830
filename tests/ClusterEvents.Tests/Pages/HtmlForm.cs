using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>A form of a page as a browser without JavaScript fills it in and sends it.</summary>
internal sealed partial class HtmlForm
{
    private readonly List<(string Name, string Value)> _fields = [];

    private HtmlForm(string html, string path) => (Html, Path) = (html, path);

    /// <summary>The page, with character references decoded.</summary>
    public string Html { get; }

    /// <summary>Where the form is sent to.</summary>
    public string Path { get; }

    public static async Task<HtmlForm> OpenAsync(TestApp app, string path) =>
        Of((await app.GetAsync(path)).Expect(HttpStatusCode.OK));

    /// <summary>The form that is sent by post.</summary>
    public static HtmlForm Of(Answer answer)
    {
        var form = PostForm().Match(answer.Text);
        Assert.True(form.Success, answer.Text);
        var read = new HtmlForm(WebUtility.HtmlDecode(answer.Text), AttributeOf(form.Groups["tag"].Value, "action")!);
        foreach (Match control in Control().Matches(form.Groups["body"].Value))
        {
            var tag = control.Groups["tag"].Value;
            if (AttributeOf(tag, "name") is not { } name) continue;
            if (control.Groups["text"].Success) read.Add(name, WithoutFirstBreak(control.Groups["text"].Value));
            else if (control.Groups["options"].Success)
                read.Add(name, AttributeOf(Chosen().Match(control.Groups["options"].Value).Value, "value") ?? "");
            else if (AttributeOf(tag, "type") is not ("radio" or "checkbox")
                || tag.Contains(" checked", StringComparison.Ordinal))
                read.Add(name, AttributeOf(tag, "value") ?? "");
        }

        return read;
    }

    public string? this[string name] => _fields.FirstOrDefault(field => field.Name == name).Value;

    public HtmlForm Set(string name, params string[] values)
    {
        _fields.RemoveAll(field => field.Name == name);
        _fields.AddRange(values.Select(value => (name, value)));
        return this;
    }

    /// <summary>Sends the form, and follows where it leads.</summary>
    public Task<Answer> SendAsync(TestApp app, string? button = null) => app.PostRawAsync(
        Path, string.Join('&', _fields.Concat(button is null ? [] : [("do", button)])
            .Select(field => $"{Uri.EscapeDataString(field.Item1)}={Uri.EscapeDataString(field.Item2)}")),
        "application/x-www-form-urlencoded");

    /// <summary>A browser ignores a line break right behind the tag, however it is written.</summary>
    private static string WithoutFirstBreak(string text) =>
        WebUtility.HtmlDecode(text) is ['\n', .. var rest] ? WebUtility.HtmlEncode(rest) : text;

    private void Add(string name, string value) => _fields.Add((name, WebUtility.HtmlDecode(value)));

    private static string? AttributeOf(string tag, string name) =>
        Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("(?<tag><form[^>]*method=\"post\"[^>]*>)(?<body>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex PostForm();

    [GeneratedRegex("(?<tag><input[^>]*>)|(?<tag><textarea[^>]*>)(?<text>.*?)</textarea>"
        + "|(?<tag><select[^>]*>)(?<options>.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Control();

    [GeneratedRegex("<option[^>]* selected[^>]*>")]
    private static partial Regex Chosen();
}
