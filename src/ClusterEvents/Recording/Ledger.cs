using System.Collections.Immutable;
using System.Diagnostics;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace ClusterEvents.Recording;

/// <summary>
/// Writes recordings: reads what is known, decides on each draft in turn, and appends all that is accepted in one
/// transaction. Nothing is acknowledged before its commit, and a request is recorded whole or not at all.
/// </summary>
/// <remarks>
/// Most drafts need nothing that is not remembered, and then all of it is one statement, which writes only where what
/// is remembered still holds: one way to the store and back for a group, instead of four.
/// </remarks>
public sealed class Ledger(
    NpgsqlDataSource database, LedgerConnections connections, FoldedStreams streams, Recordings recordings,
    Catalogue catalogue, Reminders reminders, DoorLoad load, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<StreamKey, Opening> NoneBegun =
        ImmutableDictionary<StreamKey, Opening>.Empty;

    private readonly DaemonBell _bell = new(connections.Source, load);
    private DateTimeOffset? _lastRecordedAt;

    /// <summary>Records several requests in one transaction; each is a list of drafts that belong together.</summary>
    /// <returns>For each request the outcome of each draft, or the refusals that kept all of it out.</returns>
    /// <exception cref="NpgsqlException">
    /// The store cannot be reached or gave up; what was committed is unknown.
    /// </exception>
    public async Task<IReadOnlyList<IReadOnlyList<Outcome>>> RecordAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, CancellationToken cancel)
    {
        Draft[] drafts = [.. requests.SelectMany(request => request)];
        if (await TryFromMemoryAsync(requests, drafts, cancel) is { } written) return written.Outcomes();

        requests = await recordings.OnTargetsAsync(requests, cancel);
        drafts = [.. requests.SelectMany(request => request)];
        var book = await DecideAsync(requests, drafts, cancel);
        if (book.Entries.Count > 0)
        {
            await AppendAsync(book, cancel);
            Written(book);
        }

        return book.Outcomes();
    }

    /// <summary>
    /// Decides with what is remembered, and with streams that were read for it; null where that does not suffice, or no
    /// longer holds, and nothing was written. Who is refused is told so only after the store was asked.
    /// </summary>
    private async Task<Book?> TryFromMemoryAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        if (_lastRecordedAt is not { } last || !drafts.All(IsPlain)
            || await streams.RecallAsync(drafts.SelectMany(Needs), Begun(drafts), cancel) is not { } remembered
            || await streams.RecallAsync(ClustersOf(remembered), NoneBegun, cancel) is not { } clusters) return null;

        var book = new Book(
            new(time.Today(), catalogue, remembered.SetItems(clusters), []),
            ImmutableDictionary<Guid, IEvent>.Empty, time, last);
        foreach (var request in requests) book.Enter(request);
        if (!book.AllAccepted || book.Reminders.Count > 0) return null;
        using var span = Span(book);
        try
        {
            // A caller that leaves must not leave the outcome in doubt.
            if (EventCopy.Serves(book.Entries)) await CopyAsync(book);
            else Insert(book);
        }
        catch (Exception exception) when (Failures.IsRace(exception))
        {
            return null;
        }

        Written(book);
        return book;
    }

    /// <summary>
    /// One statement is a transaction by itself. It waits for the store on its own thread: the door has nothing else to
    /// do, and where processors are few another thread would be late to hear the answer.
    /// </summary>
    private void Insert(Book book)
    {
        using var command = connections.Source.CreateCommand();
        EventRows.Write(command, book.Entries, book.Read);
    }

    private async Task CopyAsync(Book book)
    {
        await using var connection = await connections.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await EventCopy.WriteAsync(transaction, book.Entries, book.Read, CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>The streams that begin with these, or may.</summary>
    private static Dictionary<StreamKey, Opening> Begun(IEnumerable<Draft> drafts)
    {
        var begun = new Dictionary<StreamKey, Opening>();
        foreach (var draft in drafts.Where(draft => draft.Activity is not ICorrection))
        {
            var opening = draft.Stream is null ? Opening.Always : draft.Type.Opening;
            if (opening == Opening.Never) continue;
            var stream = draft.Stream ?? Book.NewStream(draft);
            begun[stream] = begun.GetValueOrDefault(stream, opening) == Opening.Always ? Opening.Always : opening;
        }

        return begun;
    }

    /// <summary>
    /// Whether a draft needs nothing but streams: no other stream's entry, no claim, no order of old times.
    /// </summary>
    private static bool IsPlain(Draft draft) =>
        draft.Activity is not ICorrection && draft.Original is null && !draft.Type.Claims(draft.Activity).Any();

    private void Written(Book book)
    {
        _lastRecordedAt = book.LastRecordedAt;
        streams.Keep(book.Remembered);
        Telemetry.Recorded.Add(book.Entries.Count);
        _bell.Ring();
    }

    private static System.Diagnostics.Activity? Span(Book book) =>
        Telemetry.Source.StartActivity("record", ActivityKind.Internal)
            ?.SetTag("clusterevents.events", book.Entries.Count);

    /// <summary>
    /// Decides on all drafts in turn, again where one would take what was not asked for in the store: only the decision
    /// tells what an entry claims that a draft before it has corrected.
    /// </summary>
    private async Task<Book> DecideAsync(
        IReadOnlyList<IReadOnlyList<Draft>> requests, IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        // In this order: an attempt before this one that commits in between would else be refused by what it recorded.
        var known = await KnowAsync(drafts, cancel);
        var earlier = await recordings.FindAsync(drafts, cancel);
        var last = await LastRecordedAtAsync(drafts, cancel);
        var asked = drafts.SelectMany(draft => draft.Type.Claims(draft.Activity))
            .Select(claim => claim.Text).ToHashSet();
        while (true)
        {
            var claimed = await ClaimRows.HeldAsync(database, asked, cancel);
            var book = new Book(known with { Claimed = claimed }, earlier, time, last);
            foreach (var request in requests) book.Enter(request);
            if (book.ClaimsMet.IsSubsetOf(asked)) return book;
            asked.UnionWith(book.ClaimsMet);
        }
    }

    /// <summary>
    /// The newest time of recording. Restoring asks the store each time: another node may have recorded.
    /// </summary>
    private async Task<DateTimeOffset> LastRecordedAtAsync(IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        if (_lastRecordedAt is { } last && drafts.All(draft => draft.Original is null)) return last;
        await using var query = database.CreateCommand(
            """
            select timestamp from clusterevents.mt_events
            where type <> 'tombstone' order by seq_id desc limit 1
            """);
        return await query.ExecuteScalarAsync(cancel) is DateTime newest ? newest : DateTimeOffset.MinValue;
    }

    private async Task<Known> KnowAsync(IReadOnlyCollection<Draft> drafts, CancellationToken cancel)
    {
        var named = drafts.SelectMany(Needs).ToHashSet();
        var known = await streams.ReadAsync(named, cancel);
        // What is added to a stream inherits its cluster, and a correction is judged with all that its target names.
        var targets = drafts.Where(draft => draft.Activity is ICorrection && draft.Stream is not null)
            .Select(draft => known.GetValueOrDefault(draft.Stream!.Value)
                ?.Find(((ICorrection)draft.Activity).TargetEventId))
            .OfType<Reading>().SelectMany(reading => References.Streams(reading.Activity));
        var further = ClustersOf(known).Concat(targets).Where(key => named.Add(key)).ToHashSet();
        if (further.Count > 0) known = known.AddRange(await streams.ReadAsync(further, cancel));
        return new(time.Today(), catalogue, known, []);
    }

    private static IEnumerable<StreamKey> ClustersOf(ImmutableDictionary<StreamKey, FoldedStream> known) =>
        known.Values.Select(stream => (stream.State as IBelongsToCluster)?.ClusterId)
            .OfType<string>().Select(cluster => new StreamKey(StreamKinds.Cluster, cluster));

    private static IEnumerable<StreamKey> Needs(Draft draft) =>
        References.Streams(draft.Activity)
            .Concat(draft.Stream is { } key ? [key] : draft.Activity is ICorrection ? [] : [Book.NewStream(draft)]);

    private async Task AppendAsync(Book book, CancellationToken cancel)
    {
        using var span = Span(book);
        await using var connection = await connections.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand { Connection = connection, Transaction = transaction })
            EventRows.Write(command, book.Entries, book.Read);
        await ClaimRows.WriteAsync(book.Entries, transaction, cancel);
        foreach (var entry in book.Entries)
            if (entry.Activity is IErasure erasure)
                await Erasures.EraseAsync(erasure.TargetEventId, transaction, cancel);
        var remind = await reminders.KeepAsync(book.Reminders, transaction);
        // Once the commit is under way, a caller that leaves must not leave its outcome in doubt.
        await transaction.CommitAsync(CancellationToken.None);
        await remind();
    }
}
