using System.Collections.Immutable;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Problems;
using ClusterEvents.Recording.Similar;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>
/// Reads a sheet and decides on each of its rows as a recording would, after the rows above it: what a timeline would
/// show, or what is wrong in which cell.
/// </summary>
public sealed class SheetReview(
    NamesOnRecord names, StreamReferences references, KindColumn kinds, ExampleRows examples, RecordingTrial trial,
    ISimilarEntries similar, StreamStateCache streams, EventCatalogue catalogue, TimeProvider time) : IDisposable
{
    /// <summary>How many sheets are read at once: each takes tens of megabytes for a moment.</summary>
    private readonly SemaphoreSlim _turn = new(Math.Max(2, Environment.ProcessorCount / 2));

    /// <summary>How many rows one statement compares with the record.</summary>
    private const int QuestionsAtOnce = 500;

    private readonly IReadOnlyList<ActivityType> _kinds = [.. catalogue.Types.Where(KindColumns.Has)];

    /// <exception cref="Npgsql.NpgsqlException">The database is unreachable.</exception>
    public async Task<ReviewedSheet> ReadAsync(
        StoredDraft draft, Recorder by, Language language, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await ReviewAsync(draft, by, language, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<ReviewedSheet> ReviewAsync(
        StoredDraft draft, Recorder by, Language language, CancellationToken cancel)
    {
        if (SheetFile.TryRead(draft.Content, out var many) is not { } sheet)
            return new(draft, SheetRefusals.NotRead(draft.Name, many));
        var kind = kinds.Find(draft.Kind ?? sheet.Name ?? "");
        var kindColumn = KindColumn.IndexIn(sheet.Header.Cells.Select(cell => cell.Text), kind is not null);
        if (kind is null && kindColumn is null) return new(draft, SheetRefusals.KindMissing()) { Sheet = sheet };

        var layout = new SheetLayout(sheet, kind, kindColumn, kindColumn is null ? [kind!] : _kinds);
        var context = new SheetContext(draft.Id, by, time.Today(), await names.ReadAsync(language, cancel));
        var reader = new RowReader(layout, context, kinds, references, examples);
        var rows = await reader.ReadAsync(cancel);
        var accepted = await DecideAsync(rows, reader, cancel);
        var named = await NamesAsync(rows, accepted, language, cancel);
        foreach (var row in rows.Where(row => row.Accepted is not null || row.OnRecord is not null))
            row.Shown = Shown(row, language, named);
        Compare(rows);
        await CompareWithRecordAsync(rows, language, cancel);
        return new(draft)
        {
            Sheet = sheet,
            Kind = kind,
            HeaderFaults = [.. layout.Unknown().Select(index => HeaderFault(sheet, index))],
            Rows = rows,
            Names = named,
        };
    }

    private static CellFault HeaderFault(Sheet sheet, int index)
    {
        var address = Sheet.AddressOf(index, sheet.Header.Number);
        var text = sheet.Header[index].Text;
        return new(address, text, SheetRefusals.NoSuchColumn(text.Length == 0 ? address : text));
    }

    private async Task<IReadOnlyList<AcceptedEvent>> DecideAsync(
        IReadOnlyList<DraftRow> rows, RowReader reader, CancellationToken cancel)
    {
        DraftRow[] drafted = [.. rows.Where(row => row.Draft is not null)];
        if (drafted.Length == 0) return [];
        var (accepted, results) = await trial.DecideEachAsync([.. drafted.Select(row => row.Draft!)], cancel);
        var byId = accepted.ToDictionary(one => one.Draft.ActivityId);
        foreach (var (row, result) in drafted.Zip(results))
        {
            row.Accepted = byId.GetValueOrDefault(row.Draft!.ActivityId);
            // What would be new has no position yet.
            if (result.Recorded is { Position: > 0 } recorded) row.OnRecord = recorded;
            foreach (var rejection in result.Rejections) reader.Add(row, rejection);
        }

        return accepted;
    }

    /// <summary>The names of what the rows mention, also of what other rows would begin.</summary>
    private async Task<NameOfStream> NamesAsync(
        IReadOnlyList<DraftRow> rows, IReadOnlyList<AcceptedEvent> accepted, Language language,
        CancellationToken cancel)
    {
        var mentioned = accepted.SelectMany(one => Texts(one.Draft, one.Activity, one.Stream, language))
            .Concat(rows.Where(row => row.OnRecord is not null).SelectMany(row => Texts(row, language)))
            .SelectMany(NameReference.StreamsIn)
            .Concat(rows.SelectMany(row => row.Faults).SelectMany(fault => RefusalText.StreamsIn(fault.Why.Fault)))
            .ToHashSet();
        var found = mentioned.Count == 0 ? ImmutableDictionary<StreamKey, StreamSnapshot>.Empty
            : await streams.ReadAsync(mentioned, cancel);
        foreach (var one in accepted.Where(one => mentioned.Contains(one.Stream)))
            found = found.SetItem(one.Stream, catalogue.Fold(one.Stream,
                found.GetValueOrDefault(one.Stream, StreamSnapshot.Absent), one.Draft.ActivityId, one.Activity));
        return (key, part, day) => found.GetValueOrDefault(key) is { } stream
            ? RefusalNames.NameOf(catalogue, stream, language, part, day) : null;
    }

    private static string[] Texts(Draft draft, Activity activity, StreamKey stream, Language language)
    {
        var text = draft.Type.Describe(activity, language);
        return [NameReference.Bound(text.Title, stream), NameReference.Bound(text.Summary, stream)];
    }

    /// <summary>What would be recorded by a row, or was.</summary>
    private static string[] Texts(DraftRow row, Language language) => Texts(
        row.Draft!, row.Accepted?.Activity ?? row.Draft!.Activity, row.Accepted?.Stream ?? row.OnRecord!.Stream,
        language);

    private static (string Title, string Summary) Shown(DraftRow row, Language language, NameOfStream names)
    {
        var day = (row.Accepted?.Activity ?? row.Draft!.Activity).OccurredOn;
        var texts = Texts(row, language)
            .Select(text => NameReference.Named(text, (key, part) => names(key, part, day))).ToArray();
        return (texts[0], texts[1]);
    }

    /// <summary>Finds the entries on record that may be the same fact as a row.</summary>
    private async Task CompareWithRecordAsync(
        IReadOnlyList<DraftRow> rows, Language language, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var asked = rows.Where(row => row is { Accepted.Activity: not ICorrection, OnRecord: null });
        foreach (var some in asked.Chunk(QuestionsAtOnce))
        {
            var found = await similar.FindAsync([.. some.Select(row => new SimilarQuestion(
                row.Accepted!.Activity, row.Accepted.Version > 1 ? row.Accepted.Stream : null, now, language))],
                cancel);
            foreach (var (row, entries) in some.Zip(found)) row.Similar = entries;
        }
    }

    /// <summary>Rows of the same kind, day, cities and words as one above are likely the same.</summary>
    private static void Compare(IReadOnlyList<DraftRow> rows)
    {
        var met = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => row is { Accepted: not null, OnRecord: null }))
        {
            var activity = row.Accepted!.Activity;
            var cities = (activity.CityIds ?? []).Select(city => city.Value).Order(StringComparer.Ordinal);
            var key = string.Join('\n',
                [row.Type!.Name, $"{activity.OccurredOn:O}", string.Join(',', cities), row.Shown.Title,
                row.Shown.Summary,
                    row.Accepted.Version == 1 ? "" : row.Accepted.Stream.ToString()]);
            if (!met.TryGetValue(key, out var above)) met[key] = [row.Number];
            else
            {
                row.SimilarRows = [.. above];
                above.Add(row.Number);
            }
        }
    }
}
