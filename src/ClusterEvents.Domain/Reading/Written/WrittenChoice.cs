using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>Choices of an enumeration by their names for people, in either language, or by their own.</summary>
public static class WrittenChoice
{
    /// <summary>The name of the choice in the record; adds a fault if there is none.</summary>
    public static string? Read(
        Type type, string text, string path, Language language, ICollection<WrittenFault> faults)
    {
        text = text.Trim();
        var choices = Enum.GetNames(type);
        if (Array.Find(choices, choice => IsWritten(choice, text)) is { } found) return found;
        string[] called = [.. choices.Select(choice => ChoiceNames.Of(language, choice) ?? choice)];
        faults.Add(new KnownNames(choices.Zip(called)).NearestTo(text) is { } nearest
            ? new(path, "unknown-choice", ("value", text), ("nearest", nearest))
            : new(path, "unknown-choice", ("value", text), ("choices", called)));
        return null;
    }

    private static bool IsWritten(string choice, string text) =>
        new[] { choice, ChoiceNames.Of(Language.Vietnamese, choice), ChoiceNames.Of(Language.English, choice) }
            .Any(name => name is not null && (string.Equals(name, text, StringComparison.OrdinalIgnoreCase)
                || (Slug.Of(name) is { Length: > 0 } form && form == Slug.Of(text))));
}
