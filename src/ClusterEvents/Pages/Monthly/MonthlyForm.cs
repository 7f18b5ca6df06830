using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading.Written;
using ClusterEvents.Domain.Targets;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Recording.Requests;

namespace ClusterEvents.Pages.Monthly;

/// <summary>What was entered into a sheet, as events to record: each cell with a number is one.</summary>
public sealed class MonthlyForm
{
    public const string AsOf = "asOf";
    public const string Source = "source";

    private readonly List<Rejection> _faults = [];

    /// <param name="sheet">The sheet as it is on record.</param>
    /// <param name="input">What was entered.</param>
    public MonthlyForm(MonthlySheet sheet, FormInput input)
    {
        var faults = new List<WrittenFault>();
        var day = ReadDay(sheet, input, faults);
        var values = new List<(MonthlyCell, CommandRequest)>();
        foreach (var cell in sheet.Cells)
        {
            if (input[cell.Name] is not { } text
                || WrittenNumber.ReadDecimal(text, cell.Name, faults) is not { } value) continue;
            if (day is null && !sheet.HasSeveralMonths) continue;
            var request = RequestOf(cell, value, day ?? MonthlySheet.LastDayOf(cell.Month), sheet, input);
            // What this form has recorded before is sent again and recognised; what others have is not written over.
            if (cell.State == CellState.Open || cell.Entry == IdOf(request)) values.Add((cell, request));
            else Taken.Add(cell);
        }

        Values = values;
        _faults.AddRange(faults.Select(fault => fault.ToRejection()));
    }

    /// <summary>The cells with a number, and the event of each.</summary>
    public IReadOnlyList<(MonthlyCell Cell, CommandRequest Request)> Values { get; }

    /// <summary>The cells that cannot be filled in any more: somebody else has recorded them meanwhile.</summary>
    public List<MonthlyCell> Taken { get; } = [];

    /// <summary>What could not be understood.</summary>
    public IReadOnlyList<Rejection> Faults => _faults;

    /// <summary>The day of all values of one month; null if it is none, and where there are several months.</summary>
    private DateOnly? ReadDay(MonthlySheet sheet, FormInput input, List<WrittenFault> faults)
    {
        if (sheet.HasSeveralMonths) return null;
        if (input[AsOf] is not { } text) return sheet.LastDay;
        if (WrittenDay.Read(text, AsOf, faults) is not { } read) return null;
        if (read.Precision == Precision.Day && sheet.Month <= read.Day && read.Day <= sheet.LastDay) return read.Day;
        _faults.Add(Rejection.Malformed(AsOf, new("not-a-date", ("value", text.Trim()))));
        return null;
    }

    private static CommandRequest RequestOf(
        MonthlyCell cell, decimal value, DateOnly asOf, MonthlySheet sheet, FormInput input) => new(
        ReportValue.Type, JsonSerializer.SerializeToElement(new
        {
            OccurredOn = asOf,
            cell.City,
            Value = DecimalText.Of(value),
            AsOf = asOf,
            Sources = input[Source] is { } source ? new[] { new { Title = source.Trim() } } : null,
        }, RecordJson.Options), sheet.By)
        {
            Stream = cell.Target,
            StreamIsInPath = true,
            IdempotencyKey = $"{input["key"]}:{cell.Name}",
        };

    private static Guid IdOf(CommandRequest request) =>
        Identifiers.ActivityId(request.By.OwnSource, request.IdempotencyKey);
}
