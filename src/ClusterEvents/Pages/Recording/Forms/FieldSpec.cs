using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>A field of a form in the words of those who fill it in.</summary>
/// <param name="Path">The path of the field in the record, such as <c>documentNumber</c>.</param>
/// <param name="Vietnamese">What it is called.</param>
/// <param name="English">The same in English.</param>
public sealed record FieldSpec(string Path, string Vietnamese, string English)
{
    /// <summary>What a good clerk would hesitate about, with an example; null if there is nothing.</summary>
    public (string Vietnamese, string English)? Hint { get; init; }

    /// <summary>The lines of a field for longer texts; 0 if one line suffices.</summary>
    public int Lines { get; init; }

    /// <summary>Whether it stands beside the next field on a wide page.</summary>
    public bool Beside { get; init; }

    /// <summary>Whether the last entry of the same kind fills it in.</summary>
    public bool AsLastTime { get; init; }

    /// <summary>Whether it is a title of the law on commendations, which can be looked up.</summary>
    public bool IsAward { get; init; }

    /// <summary>The value that is chosen beforehand; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>Names of choices that differ from those of the record.</summary>
    public IReadOnlyDictionary<string, (string Vietnamese, string English)> Choices { get; init; } =
        new Dictionary<string, (string, string)>();

    public string LabelIn(Language language) => language.In(Vietnamese, English);
}
