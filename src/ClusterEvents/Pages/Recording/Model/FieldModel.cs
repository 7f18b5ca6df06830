namespace ClusterEvents.Pages.Recording.Model;

/// <summary>A field as a page shows it.</summary>
/// <param name="Path">Its name and id: the path that faults name.</param>
/// <param name="Widget">How it is filled in.</param>
/// <param name="Label">What it is called.</param>
public sealed record FieldModel(string Path, Widget Widget, string Label)
{
    public string? Hint { get; init; }

    public bool Required { get; init; }

    /// <summary>What was typed, or is filled in.</summary>
    public string Value { get; init; } = "";

    /// <summary>The number of lines of a long text.</summary>
    public int Lines { get; init; }

    public bool Beside { get; init; }

    /// <summary>What is wrong, in words; empty if nothing is.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public IReadOnlyList<ChoiceModel> Choices { get; init; } = [];

    /// <summary>The fields within it: those of a person, or of each row one after another.</summary>
    public IReadOnlyList<FieldModel> Inner { get; init; } = [];

    /// <summary>The rows of a list.</summary>
    public IReadOnlyList<IReadOnlyList<FieldModel>> Rows { get; init; } = [];

    /// <summary>The thing that is chosen; null for none.</summary>
    public ChosenThing? Chosen { get; init; }

    /// <summary>A sentence below the choices, such as who has left the cluster.</summary>
    public string? Note { get; init; }

    /// <summary>Whether what is typed can also be looked up in a list.</summary>
    public bool IsFound { get; init; }

    public bool NumbersOnly { get; init; }

    /// <summary>Whether the focus goes here when the page opens.</summary>
    public bool Focused { get; init; }

    /// <summary>What a screen reader reads with the field.</summary>
    public string? DescribedBy => string.Join(' ', new[]
    {
        Hint is null ? null : $"{Path}-hint", Faults.Count == 0 ? null : $"{Path}-fault",
    }.OfType<string>()) is { Length: > 0 } ids ? ids : null;

    /// <summary>Whether it, or anything in it, has a fault.</summary>
    public bool IsBad => Faults.Count > 0 || Inner.Any(one => one.IsBad) || Rows.Any(row => row.Any(one => one.IsBad));

    /// <summary>Whether anything was entered.</summary>
    public bool IsFilled => Value.Length > 0 || Choices.Any(choice => choice.Checked && choice.Value.Length > 0)
        || Chosen is not null || Inner.Any(one => one.IsFilled) || Rows.Any(row => row.Any(one => one.IsFilled));
}

/// <summary>One of several choices.</summary>
/// <param name="Value">The value that is sent.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Checked">Whether it is chosen.</param>
public sealed record ChoiceModel(string Value, string Label, bool Checked)
{
    /// <summary>What to write, for a choice that says how; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>A fault in the summary at the head of a page.</summary>
/// <param name="Path">The field that the link leads to; null if the fault is of no field.</param>
/// <param name="Label">What the field is called.</param>
/// <param name="Text">What is wrong, and what to do.</param>
public sealed record FaultModel(string? Path, string Label, string Text);

/// <summary>A numbered part of a form as a page shows it.</summary>
public sealed record PartModel(string Id, string Title, IReadOnlyList<FieldModel> Fields)
{
    public int Faults => Fields.Sum(Count);

    private static int Count(FieldModel field) =>
        field.Faults.Count + field.Inner.Sum(Count) + field.Rows.Sum(row => row.Sum(Count));
}
