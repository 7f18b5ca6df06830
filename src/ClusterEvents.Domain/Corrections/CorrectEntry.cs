using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Corrections;

/// <summary>Fields of an entry were corrected. The original event stays unchanged in the store.</summary>
/// <param name="TargetEventId">The id of the corrected entry.</param>
/// <param name="Changes">The corrected fields, each with its current and its new value.</param>
/// <param name="Reason">The reason for the correction.</param>
public sealed record EntryCorrected(Guid TargetEventId, IReadOnlyList<Change> Changes, string Reason)
    : Activity, ICorrection, IChecked
{
    /// <summary>Each old value is compared with the entry as it is, so a field may be changed only once.</summary>
    public IEnumerable<(string Field, string Fault)> Errors() => Changes.Index()
        .Where(change => Changes.Take(change.Index).Any(before => before.Overlaps(change.Item)))
        .Select(change => ($"changes[{change.Index}].field",
            $"`{change.Item.Field}` is changed twice: give one new value"));

    [JsonIgnore]
    public IEnumerable<StreamKey> MayName => Changes.SelectMany(change => Corrections.Changes.KeysIn(change.New));

    public IEnumerable<string> PersonalFields(Activity target) => Changes.SelectMany((change, index) =>
        new[] { ("old", change.Old), ("new", change.New) }.Where(side => side.Item2 is not null).SelectMany(side =>
            Reading.PersonalFields.In(target.GetType(), change.Field,
                side.Item2!.Value, $"/changes/{index}/{side.Item1}")));

    public EntryState Correct(EntryState entry, EventCatalogue catalogue) => entry with
    {
        Activity = Corrections.Changes.Apply(entry.Activity, EarlierChanges.InCurrentShape(
            Changes, entry.Activity, catalogue.TypeOf(entry.Activity))),
        Corrected = true,
    };
}

public static class CorrectEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryCorrected>(
        nameof(CorrectEntry), "/v1/activities/{activityId}/corrections",
        Describe, Validate, effect: "corrected");

    private static IEnumerable<Rejection> Validate(EntryCorrected correction, DecisionContext context)
    {
        var (stream, target) = context.Entry(correction.TargetEventId);
        var json = RecordJson.ObjectOf(target.Activity);
        var type = context.Catalogue.TypeOf(target.Activity);
        var changes = EarlierChanges.InCurrentShape(correction.Changes, target.Activity, type);
        Rejection[] stale = [.. changes.SelectMany((change, index) => FieldRejection(json, type, change, index)
            is { } rejection ? [rejection] : ValueRejections(json, change, index))];
        if (stale.Length > 0) return stale;

        // The corrected entry must be valid as a new recording: read it with the same reader and apply the same rules.
        var errors = new ValidationErrors();
        Changes.Apply(json, changes);
        // Resolved lists may be empty in a stored entry, but not in a request.
        RemoveEmpty(json, "cityIds", "campaignIds");
        var activity = type.Read(JsonSerializer.SerializeToElement(json), context.Today, "", errors);
        if (activity is null) return errors.Found;
        var then = correction.Correct(target, context.Catalogue);
        Rejection[] rejections = [.. Against(type, then.Activity, stream, target.ActivityId, context)];
        return rejections.Length > 0 ? rejections : ReinstatementRules.Rejections(stream, target, then, context);
    }

    /// <summary>Rejects a change to a field that does not exist, which would have no effect.</summary>
    private static Rejection? FieldRejection(JsonObject json, ActivityType type, Change change, int index)
    {
        if (type.Reader().Find(change.Field) is null)
            return Rejection.Malformed($"changes[{index}].field",
                $"{type.Name} has no field `{change.Field}`. Known fields: {type.Reader().Names}");
        return Changes.MissingParent(json, change.Field) is not { } parent ? null
            : Rejection.Rule("old-value-differs",
                $"`{parent}` has no value, so a field in it cannot be changed: set `{parent}` as a whole.",
                $"changes[{index}].field");
    }

    private static IEnumerable<Rejection> ValueRejections(JsonObject json, Change change, int index)
    {
        var now = Changes.Value(json, change.Field);
        var old = Changes.NodeOf(change.Old);
        if (!JsonNode.DeepEquals(now, old))
            yield return Rejection.Rule("old-value-differs",
                $"`{change.Field}` is {now?.ToJsonString(RecordJson.Options) ?? "nothing"}. Read the entry again.",
                $"changes[{index}].old");
        if (JsonNode.DeepEquals(NullIfEmpty(old), NullIfEmpty(Changes.NodeOf(change.New))))
            yield return Rejection.Rule("nothing-changed",
                $"`{change.Field}` has this value already.", $"changes[{index}].new");
    }

    /// <summary>Treats an empty list as no value.</summary>
    private static JsonNode? NullIfEmpty(JsonNode? value) => value is JsonArray { Count: 0 } ? null : value;

    private static IEnumerable<Rejection> Against(
        ActivityType type, Activity activity, StreamKey stream, Guid activityId, DecisionContext context)
    {
        if (EnvelopeResolution.Missing(type, stream, activity) is { } missing) return [missing];
        Rejection[] references = [.. References.Rejections(type, activity, stream, context)];
        if (references.Length > 0) return references;
        // Apply the rules to the state before the entry: events that it made possible must not reject it now.
        var before = context.Catalogue.StateBefore(stream, context[stream], activityId);
        return EnvelopeResolution.CitiesRejection(type, activity, context) is { } rejection
            ? [rejection] : type.Rejections(activity, before, context);
    }

    /// <summary>Removes empty resolved lists, which stored entries may have and requests may not.</summary>
    private static void RemoveEmpty(JsonObject json, params ReadOnlySpan<string> lists)
    {
        foreach (var list in lists)
            if (json[list] is JsonArray { Count: 0 }) json.Remove(list);
    }

    private static DisplayText Describe(EntryCorrected correction, Language language) => new(
        language.In("Đính chính", "Correction"),
        DisplayFormat.Line(correction.Reason, string.Join(", ", correction.Changes.Select(change => change.Field))));
}
