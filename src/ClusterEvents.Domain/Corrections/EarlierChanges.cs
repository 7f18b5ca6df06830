using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Corrections;

/// <summary>
/// Converts changes that were recorded, or exported, when their entry had an earlier schema version: they name the
/// fields of that version. The upcasters of the event type convert a change as they convert the entry.
/// </summary>
public static class EarlierChanges
{
    /// <summary>
    /// The changes in terms of the current schema version. The version is recognised by the names of the fields and by
    /// the old values, which must equal the entry's. Changes that fit no version are returned unchanged, and the rules
    /// reject them.
    /// </summary>
    public static IReadOnlyList<Change> InCurrentShape(
        IReadOnlyList<Change> changes, Activity activity, ActivityType type)
    {
        // Items of lists are named only since the present versions.
        if (type.Upcasts.Count == 0 || changes.Any(change => change.Field.Contains('['))) return changes;
        var json = RecordJson.ObjectOf(activity);
        return type.Shapes.Reverse().Select(shape => Upcast(changes, shape)).FirstOrDefault(candidate =>
            candidate.Count > 0 && candidate.All(change => Fits(json, change, type))) ?? changes;
    }

    /// <summary>A field that no entry has any more has no value, as one has that is left out.</summary>
    private static bool Fits(JsonObject json, Change change, ActivityType type) =>
        type.Reader().Find(change.Field) is not null
        && JsonNode.DeepEquals(Changes.Value(json, change.Field), Changes.NodeOf(change.Old));

    private static IReadOnlyList<Change> Upcast(IReadOnlyList<Change> changes, StoredShape shape) =>
        shape.HasCurrentFields ? changes
            : [.. Differences("", Upcast(changes, change => change.Old, shape),
                Upcast(changes, change => change.New, shape))];

    /// <summary>The old or new values as an otherwise empty entry, upcast to the current version.</summary>
    private static JsonObject Upcast(
        IReadOnlyList<Change> changes, Func<Change, JsonElement?> side, StoredShape shape)
    {
        var partial = new JsonObject();
        foreach (var change in changes)
        {
            if (Changes.NodeOf(side(change)) is not { } value) continue;
            var path = change.Field.Split('.');
            var owner = path[..^1].Aggregate(partial, (node, name) =>
            {
                if (node[name] is not JsonObject inner) node[name] = inner = [];
                return inner;
            });
            owner[path[^1]] = value;
        }

        return shape.Upcast(partial);
    }

    private static IEnumerable<Change> Differences(string path, JsonObject old, JsonObject @new)
    {
        foreach (var name in old.Select(field => field.Key).Union(@new.Select(field => field.Key)))
        {
            var (said, says) = (old[name], @new[name]);
            if (said is JsonObject before && says is JsonObject after)
                foreach (var inner in Differences($"{path}{name}.", before, after)) yield return inner;
            else if (!JsonNode.DeepEquals(said, says))
                yield return new($"{path}{name}", ElementOf(said), ElementOf(says));
        }
    }

    private static JsonElement? ElementOf(JsonNode? value) =>
        value is null ? null : JsonSerializer.SerializeToElement(value);
}
