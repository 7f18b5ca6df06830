using System.Text;

namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>The name of a stream for display; null if it has none.</summary>
/// <param name="stream">The stream.</param>
/// <param name="part">Which of its names; empty for the usual one.</param>
/// <param name="day">The day that counts; null for today.</param>
public delegate string? NameOfStream(StreamKey stream, string part, DateOnly? day);

/// <summary>Words refusals in the language of the reader.</summary>
public static class RefusalText
{
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
        return text.ToString();
    }

    /// <summary>The streams whose names the sentence of a fault shows.</summary>
    public static IEnumerable<StreamKey> StreamsIn(Fault fault) =>
        fault.Arguments.SelectMany(argument => ArgumentText.StreamsIn(argument.Value));

    private static int AppendOptional(
        StringBuilder text, string sentence, int begin, Language language, Fault fault, NameOfStream? names)
    {
        var end = sentence.IndexOf(']', begin);
        var part = sentence[(begin + 1)..end];
        if (Placeholders(part).All(name => fault[name] is not null))
            for (var place = 0; place < part.Length;) place = Append(text, part, place, language, fault, names);
        return end + 1;
    }

    private static int Append(
        StringBuilder text, string sentence, int place, Language language, Fault fault, NameOfStream? names)
    {
        if (sentence[place] != '{')
        {
            text.Append(sentence[place]);
            return place + 1;
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

    /// <summary>A code of a program newer than this one; a test demands that there is no other.</summary>
    private static string Unworded(Language language, string code) => code.Contains(' ', StringComparison.Ordinal) ? code
        : language.In("Sổ không nhận điều này. Hỏi quản trị viên.", $"This was refused ({code}). Ask an administrator.");
}
