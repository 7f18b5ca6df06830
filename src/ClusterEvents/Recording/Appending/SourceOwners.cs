using System.Collections.Immutable;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.EventStore.Appending;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// The owners of sources that were met before, by the key of the source. They are remembered because an owner never
/// changes. Used by one append at a time.
/// </summary>
internal sealed class SourceOwners(SourceTable sources)
{
    /// <summary>The number of owners that are remembered; a system has one source or a few.</summary>
    private const int Most = 10_000;

    /// <summary>The owners that are remembered.</summary>
    public ImmutableDictionary<string, string> Known { get; private set; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// The owners that are remembered, and those of the sources of these drafts that were used before.
    /// </summary>
    public async Task<ImmutableDictionary<string, string>> LoadAsync(
        IEnumerable<Draft> drafts, CancellationToken cancel)
    {
        string[] keys = [.. drafts.Select(draft => SourceUri.KeyOf(draft.Source)).OfType<string>().Distinct()];
        string[] unknown = [.. keys.Where(key => !Known.ContainsKey(key))];
        var found = unknown.Length == 0 ? ImmutableDictionary<string, string>.Empty
            : await sources.OwnersAsync(unknown, cancel);
        var owners = Known.SetItems(found);
        Remember(found);
        return owners;
    }

    public void Remember(IEnumerable<KeyValuePair<string, string>> owners)
    {
        if (Known.Count > Most) Known = Known.Clear();
        Known = Known.SetItems(owners);
    }
}
