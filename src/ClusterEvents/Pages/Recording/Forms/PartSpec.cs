namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>A numbered part of a form.</summary>
/// <param name="Id">Its id on the page.</param>
/// <param name="Vietnamese">Its heading.</param>
/// <param name="English">The same in English.</param>
/// <param name="Fields">Its fields, in order.</param>
public sealed record PartSpec(string Id, string Vietnamese, string English, params IReadOnlyList<FieldSpec> Fields)
{
    /// <summary>What the event is about.</summary>
    public static PartSpec What(params IReadOnlyList<FieldSpec> fields) =>
        new("what", "Nội dung", "What happened", fields);

    /// <summary>Whom it concerns.</summary>
    public static PartSpec Whom(string vietnamese, string english, params IReadOnlyList<FieldSpec> fields) =>
        new("whom", vietnamese, english, fields);
}
