using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Feeds.Tables;
using ClusterEvents.Views.Lists;
using Npgsql;

namespace ClusterEvents.Views.Tables;

/// <summary>
/// Answers requests for whole lists as files. The position is fixed first, and pages are read at it and sent one after
/// another, so that memory does not depend on the length of the list.
/// </summary>
public sealed class ListFiles(
    StreamViews lists, RegistryQuery registry, StreamNames names, EventReplay replay, NpgsqlDataSource database,
    TimeProvider time)
{
    /// <summary>The formats of lists, by suffix.</summary>
    private static readonly TimelineFormat[] Formats = [TimelineFormat.Csv, TimelineFormat.Workbook];

    /// <summary>A list of streams as a file.</summary>
    internal async Task<IResult> StreamsAsync<TView>(
        HttpContext http, string suffix, PageRequest asked, ValidationErrors errors, ListTable<TView> table,
        Func<IReadOnlyList<ShownStream>, KnownAt, CancellationToken, Task<IEnumerable<TView>>> view)
    {
        foreach (var paging in new[] { "limit", "cursor" })
            if (http.Request.Query.ContainsKey(paging))
                errors.Add(paging, "not-for-whole-files", ("name", paging));
        if (!errors.None) return ProblemResults.Problem(errors.Found);
        if (FormatOf(suffix) is not { } format) return Unknown();
        var known = asked.KnownAt ?? new(await replay.NewestAsync(http.RequestAborted));
        var request = asked with { KnownAt = known };
        // What cannot be read is said before the file begins.
        if (await lists.ShownAsync(request with { Limit = 1 }, http.RequestAborted) is null)
            return StreamViews.Behind();
        return await AnswerAsync(http, format, table, known, asked.KnownAt, PagesAsync);

        async IAsyncEnumerable<IEnumerable<TView>> PagesAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var page in lists.WholeAsync(request, cancel)) yield return await view(page, known, cancel);
        }
    }

    /// <summary>A register as a file.</summary>
    internal async Task<IResult> RegisterAsync<TActivity, TView>(
        HttpContext http, string suffix, Asked<KnownAtQuery> asked, ListTable<TView> table, ActivityType type,
        Func<TActivity, string> name, Func<IReadOnlyList<RegisteredStream<TActivity>>, IEnumerable<TView>> view)
        where TActivity : Activity
    {
        if (asked.Malformed is { } malformed) return malformed;
        if (FormatOf(suffix) is not { } format) return Unknown();
        var known = asked.Query.KnownAt ?? new(await replay.NewestAsync(http.RequestAborted));
        return await AnswerAsync(http, format, table, known, asked.Query.KnownAt, PagesAsync);

        async IAsyncEnumerable<IEnumerable<TView>> PagesAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            yield return view(await registry.ListAsync(type, name, known, cancel));
        }
    }

    /// <summary>Tables whose columns depend on what they show as a file; null if there is nothing to show.</summary>
    /// <param name="http">The request.</param>
    /// <param name="suffix">The suffix of the address.</param>
    /// <param name="asked">The point in time that was asked for; null for now.</param>
    /// <param name="read">Reads what they show, at a position, and makes the tables.</param>
    internal async Task<IResult?> OneAsync<TView>(
        HttpContext http, string suffix, KnownAt? asked,
        Func<KnownAt, Naming, Task<(ListTable<TView> Table, TView View)?>> read)
    {
        if (FormatOf(suffix) is not { } format) return Unknown();
        var known = asked ?? new(await replay.NewestAsync(http.RequestAborted));
        var naming = await Naming.ReadAsync(
            names, database, known, ReaderLanguage.Of(http.Request), http.RequestAborted);
        return await read(known, naming) is var (table, view)
            ? await AnswerAsync(http, format, table, known, asked, _ => new[] { new[] { view } }.ToAsyncEnumerable())
            : null;
    }

    private async Task<IResult> AnswerAsync<TView>(
        HttpContext http, TimelineFormat format, ListTable<TView> table, KnownAt known, KnownAt? asked,
        Func<CancellationToken, IAsyncEnumerable<IEnumerable<TView>>> pages)
    {
        var language = ReaderLanguage.Of(http.Request);
        var newest = await replay.NewestAsync(http.RequestAborted);
        var name = FeedFileName.Of(
        [
            language.In(table.Vietnamese, table.English),
            .. http.Request.Query.Where(one => one.Key is not KnownAtParameter.Name).SelectMany(one => one.Value),
            asked is null ? null : $"at-{asked.Position}",
        ]);
        // An erasure changes earlier states, and names and states are those of today.
        var source = string.Join(
            '\n', http.Request.Path, http.Request.QueryString, known.Position, newest, time.Today());
        return new WholeFileResult(format, name, source, language,
            (output, cancel) => WriteAsync(format, table, known, language, pages, output, cancel));
    }

    private async Task WriteAsync<TView>(
        TimelineFormat format, ListTable<TView> table, KnownAt known, Language language,
        Func<CancellationToken, IAsyncEnumerable<IEnumerable<TView>>> pages, PipeWriter output,
        CancellationToken cancel)
    {
        var naming = await Naming.ReadAsync(names, database, known, language, cancel);
        await using ITableFile file = format == TimelineFormat.Csv ? new CsvFile(output, language)
            : await Workbook.CreateAsync(output, language, cancel);
        foreach (var sheet in table.Sheets.Take(file.HasSheets ? table.Sheets.Count : 1))
        {
            await file.BeginAsync(sheet.Name(language), sheet.Columns, cancel);
            await foreach (var page in pages(cancel))
            {
                foreach (var row in page.SelectMany(view => sheet.Rows(view, naming))) await file.AddAsync(row, cancel);
                await file.FlushAsync(cancel);
            }
        }

        await file.FinishAsync(cancel);
    }

    private static TimelineFormat? FormatOf(string suffix) => Array.Find(
        Formats, format => format.Suffix.AsSpan(1).Equals(suffix, StringComparison.OrdinalIgnoreCase));

    private static IResult Unknown() => TimelineFormat.NotAcceptable(Formats.Select(format => format.Suffix));
}
