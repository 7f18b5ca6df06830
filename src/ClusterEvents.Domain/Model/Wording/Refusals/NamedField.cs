namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>A field by its label.</summary>
/// <param name="Path">Its path in the body, such as <c>[3].data.items[0].text</c>.</param>
public sealed record NamedField(string Path) : IWorded
{
    public bool IsName => Known.Length > 0;

    public object Key => Path;

    public string In(Language language) =>
        IsName ? FieldNames.Of(language, Known) : language.In("nội dung gửi", "the body");

    /// <summary>The path within the event: a batch and a CloudEvent are only its envelope.</summary>
    private string Known
    {
        get
        {
            var path = Path.StartsWith('[')
                ? Path[(Path.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart('.') : Path;
            return path.StartsWith("data.", StringComparison.Ordinal) ? path["data.".Length..] : path;
        }
    }
}
