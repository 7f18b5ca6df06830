using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>
/// Reads off the sources that each code of a refusal has a sentence, that each sentence is used, and that the values
/// that are given are those that the sentence tells.
/// </summary>
public sealed partial class RefusalCodesTests
{
    private static readonly HashSet<string> Known = [.. Sentences.Codes];

    private static readonly (string Name, string Text)[] Sources = [.. new[] { "*.cs", "*.razor" }
        .SelectMany(pattern => Directory.EnumerateFiles(Repository.File("src"), pattern, SearchOption.AllDirectories))
        .Select(file => file.Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
            && !file.Contains("/Refusals/Table/", StringComparison.Ordinal)
            // Findings about the store have codes of their own.
            && !file.Contains("/EventStore/Integrity/", StringComparison.Ordinal))
        .Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages()
    {
        var used = Sources.SelectMany(file => CodesIn(file.Text).Select(code => (file.Name, code))).ToArray();

        Assert.True(used.Length > 150, $"Only {used.Length} codes were found in the sources.");
        Assert.All(used, one => Assert.Contains(one.code, Known));
        Assert.All(Known, code => Assert.All(Enum.GetValues<Language>(),
            language => Assert.NotEmpty(Sentences.Of(language, code)!)));
    }

    [Fact]
    public void No_sentence_stands_where_a_fault_arises() => Assert.Empty(Sources.SelectMany(file =>
        InPlace().Matches(file.Text).Select(one => $"{file.Name}: {one.Value}")));

    [Theory]
    [InlineData("""errors.Add("x", "must be a list");""", true)]
    [InlineData("""errors.Add(at + "x", $"has {length} elements");""", true)]
    [InlineData("""return Rejection.Rule("code", $"`{city}` is a member already.", "city");""", true)]
    [InlineData("""errors.Add("x", "not-a-list", ("field", new NamedField(path)));""", false)]
    [InlineData("""Console.WriteLine("has 3 elements");""", false)]
    public void A_sentence_where_a_fault_arises_is_found(string line, bool found) =>
        Assert.Equal(found, InPlace().IsMatch(line));

    [Fact]
    public void Every_sentence_is_used()
    {
        var literals = Sources
            .SelectMany(file => Literal().Matches(file.Text).Select(one => one.Groups[1].Value)).ToHashSet();

        Assert.Equal([], Known.Except(literals).Except(OfPagesToCome).Order());
    }

    [Fact]
    public void Every_sentence_is_given_the_values_that_it_tells()
    {
        var given = Sources
            .SelectMany(file => Calls(file.Text).Select(call => (file.Name, call.Code, call.Values))).ToArray();

        Assert.True(given.Length > 150, $"Only {given.Length} faults were found in the sources.");
        Assert.Empty(given.SelectMany(one =>
            Wrong(one.Code, one.Values).Select(what => $"{one.Name}: {one.Code} {what}")));
    }

    [Theory]
    [InlineData("""errors.Add(path, "not-known");""", "not-known")]
    [InlineData("""yield return ("scope", "not-known");""", "not-known")]
    [InlineData("""yield return Rejection.Rule(new Fault("not-known", ("day", day)));""", "not-known")]
    [InlineData("""return Rejection.Malformed("stream", "not-known");""", "not-known")]
    [InlineData("""ProblemResults.Problem(StatusCodes.Status404NotFound, "not-known", ("day", day));""", "not-known")]
    [InlineData("""[Parameter(Code = "not-known", Like = "x")]""", "not-known")]
    [InlineData("""Assert.Equal("known", "not-known");""", null)]
    public void A_code_is_found_wherever_it_is_told(string line, string? found) =>
        Assert.Equal(found is null ? [] : [found], CodesIn(line));

    [Theory]
    [InlineData("""new Fault("due-before-issue", ("due", dueOn), ("issued", first))""", "")]
    [InlineData("""new Fault("due-before-issue", ("due", dueOn))""", "lacks {issued}")]
    [InlineData(
        """errors.Add(at + "x", "due-before-issue", ("due", Of("due")), ("issued", a), ("today", b));""",
        "has no place for {today}")]
    [InlineData(
        """new(type ? "city-not-a-member" : "city-was-no-member", ("city", c), ("cluster", k), ("day", d))""", "")]
    public void A_value_that_is_missing_or_told_nowhere_is_found(string line, string found) =>
        Assert.Equal(
            found, string.Join("; ", Calls(line).SelectMany(call => Wrong(call.Code, call.Values)).Distinct()));

    private static IEnumerable<string> CodesIn(string text) =>
        Told().Matches(text).Select(one => one.Groups["code"].Value);

    private static IEnumerable<string> Wrong(string code, IReadOnlyCollection<string> values)
    {
        if (!Known.Contains(code)) yield break;
        var sentence = Sentences.Of(Language.English, code)!;
        var all = RefusalText.Placeholders(sentence).ToHashSet();
        var needed = RefusalText.Placeholders(Optional().Replace(sentence, "")).ToHashSet();
        foreach (var lacking in needed.Except(values)) yield return $"lacks {{{lacking}}}";
        foreach (var more in values.Except(all).Except(Sentences.Also(code)))
            yield return $"has no place for {{{more}}}";
    }

    /// <summary>The calls that give a code together with its values.</summary>
    private static IEnumerable<(string Code, string[] Values)> Calls(string text)
    {
        foreach (Match call in Given().Matches(text))
        {
            var rest = text[(call.Index + call.Length)..];
            string[] values = [.. Value().Matches(rest[..End(rest)]).Select(one => one.Groups[1].Value)];
            foreach (Capture code in call.Groups["code"].Captures) yield return (code.Value, values);
        }
    }

    /// <summary>Where the call that a text continues ends.</summary>
    private static int End(string text)
    {
        var depth = 0;
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '(') depth++;
            else if (text[place] == ')' && depth-- == 0) return place;
        }

        return text.Length;
    }

    /// <summary>What the pages for recording, and spreadsheets, have words for before all of them tell it.</summary>
    private static readonly string[] OfPagesToCome =
    [
        "already-recorded", "at-least-one-row", "chosen-thing-is-gone", "column-unknown", "draft-lapsed",
        "file-not-read", "nothing-found", "source-is-empty", "store-full", "too-many-rows",
    ];

    private const string Kebab = "(?<code>[a-z]+(-[a-z0-9]+)+)";

    [GeneratedRegex($$"""
        new\ Fault\(\s*"{{Kebab}}" | \bAdd\("\w+",\s*"{{Kebab}}"
        | rrors\.Add\(\s*[^;"]*("[^";]*"[^;",]*)?,\s*"{{Kebab}}"
        | yield\ return\ \("[\w.]+",\s*"{{Kebab}}" | Rejection\.Malformed\([^;,]*,\s*"{{Kebab}}"
        | Problem\(\s*(StatusCodes\.\w+|\d+),\s*"{{Kebab}}"(\)|,\s*\() | [\[(,]\s*Code\ =\ "{{Kebab}}"
        | UnknownParameter\("{{Kebab}}"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Told();

    [GeneratedRegex($$"""
        new(\ Fault)?\(\s*([^"();]*\?\s*)?"{{Kebab}}"(\s*:\s*"{{Kebab}}")?
        | rrors\.Add\(\s*[^;"]*("[^";]*"[^;",]*)?,\s*"{{Kebab}}"
        | Problem\(\s*(StatusCodes\.\w+|\d+),\s*"{{Kebab}}"(?=,\s*\()
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Given();

    [GeneratedRegex("""(rrors\.Add|Rejection\.\w+|new Fault|ProblemResults\.Problem)\([^;]*?"[^"\n]* [^"\n]*"[),]""")]
    private static partial Regex InPlace();

    [GeneratedRegex("""\(\s*"([a-z]+)",""")]
    private static partial Regex Value();

    [GeneratedRegex("\"([a-z]+(?:-[a-z0-9]+)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Optional();
}
