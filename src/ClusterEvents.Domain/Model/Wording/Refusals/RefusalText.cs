using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.RegularExpressions;

namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>The name of a stream for display; null if it has none.</summary>
/// <param name="stream">The stream.</param>
/// <param name="part">Which of its names; empty for the usual one.</param>
/// <param name="day">The day that counts; null for today.</param>
public delegate string? NameOfStream(StreamKey stream, string part, DateOnly? day);

/// <summary>Words refusals in the language of the reader.</summary>
public static partial class RefusalText
{
    private static readonly SearchValues<char> Brackets = SearchValues.Create("{[");

    /// <summary>The sentence of a fault.</summary>
    /// <param name="language">The language.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="names">The names of the streams; without them keys stand in their place.</param>
    public static string Of(Language language, Fault fault, NameOfStream? names = null)
    {
        if (Sentences.Of(language, fault.Code) is not { } sentence) return Unworded(language, fault.Code);
        var text = new StringBuilder();
        for (var place = 0; place < sentence.Length;)
            place = sentence[place] == '['
                ? AppendOptional(text, sentence, place, language, fault, names)
                : Append(text, sentence, place, language, fault, names);
        var worded = text.ToString();
        return language == Language.English && worded.Contains("1 ", StringComparison.Ordinal)
            ? Singular().Replace(worded, "1 $1") : worded;
    }

    /// <summary>A number of one, behind which English has no plural.</summary>
    [GeneratedRegex(@"\b1 (second|minute|character|row|event|word|value)s\b")]
    private static partial Regex Singular();

    /// <summary>The streams whose names the sentence of a fault shows.</summary>
    public static IEnumerable<StreamKey> StreamsIn(Fault fault) =>
        fault.Arguments.SelectMany(argument => ArgumentText.StreamsIn(argument.Value));

    private static int AppendOptional(
        StringBuilder text, string sentence, int begin, Language language, Fault fault, NameOfStream? names)
    {
        var end = sentence.IndexOf(']', begin);
        var part = sentence[(begin + 1)..end];
        if (Placeholders(part).All(name => fault[name] is not (null or ICollection { Count: 0 })))
            for (var place = 0; place < part.Length;) place = Append(text, part, place, language, fault, names);
        return end + 1;
    }

    private static int Append(
        StringBuilder text, string sentence, int place, Language language, Fault fault, NameOfStream? names)
    {
        if (sentence[place] != '{')
        {
            var length = sentence.AsSpan(place).IndexOfAny(Brackets);
            if (length < 0) length = sentence.Length - place;
            text.Append(sentence, place, length);
            return place + length;
        }

        var end = sentence.IndexOf('}', place);
        var isQuoted = place > 0 && sentence[place - 1] == '“';
        if (fault[sentence[(place + 1)..end]] is { } value)
            text.Append(ArgumentText.Of(language, value, isQuoted, names, fault["day"] as DateOnly?));
        return end + 1;
    }

    /// <summary>The names of the placeholders of a sentence.</summary>
    public static IEnumerable<string> Placeholders(string sentence) =>
        sentence.Split('{').Skip(1).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)]);

    /// <summary>A test demands that there is no such code.</summary>
    private static string Unworded(Language language, string code) => language.In(
        "Sổ không nhận điều này. Hỏi quản trị viên.", $"This was refused ({code}). Ask an administrator.");
}
