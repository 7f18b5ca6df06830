using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Problems;

/// <summary>Words faults with the names that cities and others have on record, as timelines show them.</summary>
public sealed class RefusalNames(StreamStateCache streams, EventCatalogue catalogue)
{
    /// <summary>The faults in a language.</summary>
    /// <param name="faults">The faults, each with the path of its field.</param>
    /// <param name="language">The language.</param>
    /// <param name="cancel">Cancels the query for names.</param>
    public async Task<WordedFaults> WordedAsync(
        IReadOnlyList<(string Field, Fault Fault)> faults, Language language, CancellationToken cancel) =>
        Worded(faults, language, await OfAsync(faults.Select(one => one.Fault), language, cancel));

    /// <summary>The faults in a language, with names that were read for them.</summary>
    public static WordedFaults Worded(
        IReadOnlyList<(string Field, Fault Fault)> faults, Language language, NameOfStream? names)
    {
        var told = faults.Select(one => (one.Field, Fault: Worded(one.Fault, language, names))).ToArray();
        return new(
            string.Join(" ", told.Select(one => one.Fault.Detail).Distinct()),
            told.GroupBy(one => one.Field).ToDictionary(
                field => field.Key, field => (IReadOnlyList<WordedFault>)[.. field.Select(one => one.Fault)]));
    }

    /// <summary>The names that the sentences of faults show; null if there are none, or if the store is away.</summary>
    public async Task<NameOfStream?> OfAsync(IEnumerable<Fault> faults, Language language, CancellationToken cancel)
    {
        var keys = faults.SelectMany(RefusalText.StreamsIn).Where(key => Slug.IsOne(key.Id)).ToHashSet();
        if (keys.Count == 0) return null;
        ImmutableDictionary<StreamKey, StreamSnapshot> found;
        try
        {
            found = await streams.ReadAsync(keys, cancel);
        }
        catch (Exception exception) when (Failures.StoreIsUnusable(exception))
        {
            return null;
        }

        return (key, part, day) =>
            found.GetValueOrDefault(key) is { } stream ? NameOf(catalogue, stream, language, part, day) : null;
    }

    /// <summary>A stream's own name or, of a cluster, the title of its timeline.</summary>
    public static string? NameOf(
        EventCatalogue catalogue, StreamSnapshot stream, Language language, string part, DateOnly? day) =>
        stream.State is INamed named ? named.NameIn(language, part, day)
        : stream.Entries is [{ Activity: var first }, ..] ? catalogue.TypeOf(first).TimelineTitle?.Invoke(first) : null;

    private static WordedFault Worded(Fault fault, Language language, NameOfStream? names) => new(
        fault.Code, RefusalText.Of(language, fault, names),
        fault.Arguments.ToDictionary(argument => argument.Name, argument => ArgumentText.Json(argument.Value)));
}
