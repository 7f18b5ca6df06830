namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>
/// What is to be entered in a field, as words within a sentence: “ngày họp” rather than “Ngày diễn ra”.
/// </summary>
/// <param name="Kind">The type of event, such as <c>MeetingHeld</c>; null if it is not known.</param>
/// <param name="Path">The path of the field, such as <c>issuer.name</c>.</param>
public sealed record FieldPhrase(string? Kind, string Path) : IWorded
{
    public bool IsName => false;

    public object Key => Path;

    public string In(Language language) => FieldPhrases.Of(language, Kind, Path);
}
