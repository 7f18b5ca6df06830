using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Exchange.Sheets.Columns;

/// <summary>A column of a sheet for one kind of event: one field that is a text in a cell.</summary>
/// <param name="Path">The path of the field, such as <c>issuer.name</c> and <c>sources[0].note</c>.</param>
/// <param name="Field">The declaration of the field; null for the stream, which is beside the fields.</param>
/// <param name="Required">Whether an event cannot be without it.</param>
/// <param name="Vietnamese">The header in Vietnamese, such as <c>Ai ban hành: Tên</c>.</param>
/// <param name="English">The header in English.</param>
public sealed record SheetColumn(string Path, FieldReader? Field, bool Required, string Vietnamese, string English)
{
    /// <summary>The path of the stream of the event, which is no field.</summary>
    public const string Stream = "stream";

    public string HeaderIn(Language language) => language.In(Vietnamese, English);

    /// <summary>The type of a single value; null for the stream.</summary>
    public Type? ValueType => Field is null ? null
        : Field.IsList ? Field.ValueType.GetGenericArguments()[0] : Field.ValueType;
}
