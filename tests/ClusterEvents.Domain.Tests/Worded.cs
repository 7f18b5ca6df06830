using System.Collections.Concurrent;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Xunit;

namespace ClusterEvents.Domain.Tests;

/// <summary>
/// Demands of every refusal that the tests meet that it has a sentence in both languages, with a value for each of its
/// placeholders and a place for each of its values.
/// </summary>
internal static class Worded
{
    private static readonly ConcurrentDictionary<string, bool> Met = new(StringComparer.Ordinal);

    public static void Check(IEnumerable<Rejection> rejections)
    {
        foreach (var rejection in rejections) Check(rejection.Fault);
    }

    private static void Check(Fault fault)
    {
        var values = fault.Arguments.Select(one => one.Name).ToArray();
        if (!Met.TryAdd($"{fault.Code} {string.Join(' ', values)}", true)) return;
        foreach (var language in Enum.GetValues<Language>())
        {
            var sentence = Sentences.Of(language, fault.Code);
            Assert.True(sentence is not null, $"“{fault.Code}” has no sentence.");
            var places = RefusalText.Placeholders(sentence).ToHashSet();
            Assert.Equal([], RefusalText.Placeholders(WithoutOptional(sentence)).Except(values));
            Assert.Equal([], values.Except(places).Except(Sentences.Also(fault.Code)));
            var text = RefusalText.Of(language, fault);
            Assert.DoesNotContain(places, place => text.Contains($"{{{place}}}", StringComparison.Ordinal));
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
        }

        foreach (var inner in fault.Arguments.Select(one => one.Value).OfType<Fault>()) Check(inner);
    }

    /// <summary>A sentence without what may be left out.</summary>
    public static string WithoutOptional(string sentence) =>
        System.Text.RegularExpressions.Regex.Replace(sentence, @"\[[^\]]*\]", "");
}
