using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>
/// The value of a cell: a text, a number, a day, a time or an instant. A workbook stores it as what it is, so that it
/// can be sorted and summed; a file of comma-separated values shows it as text.
/// </summary>
/// <param name="Value">The value; null for an empty cell.</param>
internal readonly record struct CellValue(object? Value)
{
    public static implicit operator CellValue(string? text) => new(text);

    public static implicit operator CellValue(decimal? number) => new(number);

    public static implicit operator CellValue(int? number) => new((decimal?)number);

    public static implicit operator CellValue(DateOnly? day) => new(day);

    public static implicit operator CellValue(TimeOnly? time) => new(time);

    public static implicit operator CellValue(DateTimeOffset instant) => new(instant);

    /// <summary>
    /// The value as text; an instant as clocks in Vietnam showed, in English with the offset from UTC.
    /// </summary>
    public string In(Language language) => Value switch
    {
        null => "",
        decimal number => language.In(number),
        DateOnly day => language.In(day),
        TimeOnly time => $"{time:HH':'mm}",
        DateTimeOffset instant => Clock.Local(instant) is var local
            ? language.In($"{local:dd'/'MM'/'yyyy HH':'mm}", $"{local:yyyy'-'MM'-'dd'T'HH':'mm':'sszzz}") : "",
        var text => (string)text,
    };
}
