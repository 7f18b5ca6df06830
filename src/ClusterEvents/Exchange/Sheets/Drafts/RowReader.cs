using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading.Written;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Reading;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>Reads the rows of one sheet into drafts, in their order: a row may refer to one above it.</summary>
internal sealed class RowReader(
    SheetLayout layout, SheetContext context, KindColumn kinds, StreamReferences references, ExampleRows examples)
{
    private const string Scope = "scope", ClusterId = "clusterId";

    private readonly Dictionary<int, DraftRow> _above = [];
    private readonly Dictionary<(string Text, string? Kind), FoundStream?> _found = [];

    /// <summary>The rows with their drafts or faults; the example of a template is left out.</summary>
    public async Task<IReadOnlyList<DraftRow>> ReadAsync(CancellationToken cancel)
    {
        var rows = new List<DraftRow>();
        foreach (var row in layout.Sheet.Rows)
        {
            var says = layout.KindColumn is { } column ? row[column].Text : "";
            if (KindColumn.IsExample(says) && IsExample(row, says)) continue;
            var read = await ReadAsync(row, says, cancel);
            if (read is null) continue;
            rows.Add(read);
            _above[row.Number] = read;
        }

        return rows;
    }

    /// <summary>Whether a row is the example of its template as it was; a changed one may be meant.</summary>
    private bool IsExample(SheetRow row, string says)
    {
        var type = kinds.Find(says[(says.IndexOf(':', StringComparison.Ordinal) + 1)..]) ?? layout.Kind;
        if (type is null) return false;
        var texts = layout.ColumnsOf(type).Index().Where(one => one.Item is not null)
            .DistinctBy(one => one.Item!.Path)
            .ToDictionary(one => one.Item!.Path, one => row[one.Index].Text, StringComparer.Ordinal);
        return examples.IsExample(type, texts, context.Names);
    }

    private async Task<DraftRow?> ReadAsync(SheetRow row, string says, CancellationToken cancel)
    {
        var type = says.Length == 0 ? layout.Kind : kinds.Find(says);
        var read = new DraftRow(row, type);
        if (type is null)
        {
            read.Add(KindFault(row, says));
            return read;
        }

        var texts = await TextsAsync(read, type, cancel);
        if (texts.Count == 0 && read.IsGood && says.Length == 0) return null;
        if (!texts.ContainsKey(ClusterId) && IsOfOnlyCluster(type, texts) && context.Names.Clusters is [var only])
            texts[ClusterId] = [only];
        texts.Remove(SheetColumn.Stream, out var stream);
        read.Written = WrittenRecord.Of(type, texts, context.Names.Context);
        var (activity, faults) = read.Written.Read(type, context.Today);
        foreach (var fault in faults) Add(read, fault);
        if (stream is null && activity is INamesItsStream { Itself: var (_, itself) }) stream = [itself.ToString()];
        if (stream is null && type.Opens == Opens.Never && !type.ClrType.IsAssignableTo(typeof(ICorrection))
            && !read.Faults.Any(fault => fault.Why.Field is SheetColumn.Stream))
            Add(read, SheetRefusals.StreamMissing(type.StreamKind));
        if (read.IsGood)
            read.Draft = new(
                type, activity!, context.By.OwnSource, $"sheet/{context.DraftId:N}/{row.Number}", context.By)
            {
                Stream = stream is [var key] ? StreamKey.Parse(key) : null,
                HasIdempotencyKey = true,
            };
        return read;
    }

    /// <summary>
    /// Whether a new event belongs to the only cluster there is. What is added to a stream takes over its cluster.
    /// </summary>
    private static bool IsOfOnlyCluster(ActivityType type, Dictionary<string, string[]> texts) =>
        !texts.ContainsKey(SheetColumn.Stream) && type.Opens != Opens.Never && type.Reach != Reach.RegistryOnly
        && !type.IsOpenToAllClusters && type.StreamKind is not (StreamKinds.City or StreamKinds.Cluster);

    private async Task<Dictionary<string, string[]>> TextsAsync(
        DraftRow read, ActivityType type, CancellationToken cancel)
    {
        var texts = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var columns = layout.ColumnsOf(type);
        for (var index = 0; index < read.Row.Cells.Count; index++)
        {
            var cell = read.Row[index];
            if (cell.IsEmpty || layout.IsBeside(index)) continue;
            if (index >= columns.Count || columns[index] is not { } column)
            {
                // A header that no kind knows is told once, at the header.
                if (!layout.IsKnown(index)) continue;
                read.Add(new(Sheet.AddressOf(index, read.Number), layout.Sheet.Header[index].Text,
                    SheetRefusals.NoSuchColumn(layout.Sheet.Header[index].Text)));
                continue;
            }

            if (CellTexts.MeansWholeCluster(column, cell)) texts.TryAdd(Scope, [nameof(Domain.Model.Scope.Cluster)]);
            else if (texts.ContainsKey(column.Path))
                read.Add(new(Sheet.AddressOf(index, read.Number), layout.Sheet.Header[index].Text,
                    SheetRefusals.ColumnTwice(layout.Sheet.Header[index].Text)));
            else if (await TextAsync(read, type, column, cell, cancel) is { } found) texts[column.Path] = found;
        }

        return texts;
    }

    /// <summary>The texts of a cell; for another thing its key, or null, with a fault, if none is found.</summary>
    private async Task<string[]?> TextAsync(
        DraftRow read, ActivityType type, SheetColumn column, SheetCell cell, CancellationToken cancel)
    {
        var isStream = column.Path == SheetColumn.Stream || column.ValueType == typeof(StreamKey);
        if (!isStream && column.ValueType != typeof(Guid)) return CellTexts.Of(column, cell);
        var kind = KindOf(column, type);
        var place = StreamReferences.RowOf(cell.Text) is { } number
            ? _above.GetValueOrDefault(number) is { Draft: { } draft, Stream: { } stream }
                && (kind ?? stream.Kind) == stream.Kind
                ? new FoundStream(stream, draft.ActivityId) : null
            : await FindAsync(cell.Text, kind, cancel);
        switch (place)
        {
            case { IsOneOfSeveral: true }:
                Add(read, SheetRefusals.SeveralFound(column.Path, cell.Text, place.Stream));
                return null;
            case { Stream: var found } when isStream:
                return [found.ToString()];
            case { Entry: { } entry } when !isStream:
                return [entry.ToString()];
            default:
                Add(read, SheetRefusals.NothingFound(column.Path, cell.Text, kind));
                return null;
        }
    }

    private static string? KindOf(SheetColumn column, ActivityType type) => column.Path switch
    {
        SheetColumn.Stream => type.StreamKind,
        "meeting" => StreamKinds.Meeting,
        "award" => StreamKinds.Commendation,
        _ => null,
    };

    private async Task<FoundStream?> FindAsync(string text, string? kind, CancellationToken cancel)
    {
        if (_found.TryGetValue((text, kind), out var known)) return known;
        var found = await references.FindAsync(text, kind, context.Names, cancel);
        // What accompanies something accompanies a meeting, unless a key says otherwise.
        if (found is null && kind is null)
            found = await references.FindAsync(text, StreamKinds.Meeting, context.Names, cancel);
        return _found[(text, kind)] = found;
    }

    /// <summary>Adds a fault with the cell that it is about.</summary>
    public void Add(DraftRow row, Rejection why)
    {
        var written = row.Written?.AsWritten(why) ?? why;
        var index = written.Field is { } field ? layout.IndexOf(row.Type!, field) : null;
        row.Add(new(index is { } column ? Sheet.AddressOf(column, row.Number) : null,
            index is { } at ? layout.Sheet.Header[at].Text : HeaderOf(row.Type!, written.Field), written));
    }

    /// <summary>The header that the template has for a field which the sheet has no column for.</summary>
    private string? HeaderOf(ActivityType type, string? field) => field is null ? null
        : KindColumns.Of(type).Template.FirstOrDefault(column => column.Path == field
            || column.Path.StartsWith(field + ".", StringComparison.Ordinal))?.HeaderIn(context.Language)
            ?? FieldNames.Of(context.Language, field);

    private CellFault KindFault(SheetRow row, string says)
    {
        var index = layout.KindColumn;
        return new(index is { } column ? Sheet.AddressOf(column, row.Number) : null,
            index is { } at ? layout.Sheet.Header[at].Text : KindColumn.HeaderIn(context.Language),
            says.Length == 0 ? SheetRefusals.KindMissing()
                : KindColumn.IsExample(says) ? SheetRefusals.ExampleChanged()
                : SheetRefusals.NoSuchKind(says, kinds.NearestTo(says, context.Language)));
    }
}
