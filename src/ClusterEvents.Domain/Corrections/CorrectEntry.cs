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

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Corrections;

/// <summary>Fields of an entry were corrected. The original event stays unchanged in the store.</summary>
/// <param name="TargetEventId">The id of the corrected entry.</param>
/// <param name="Changes">The corrected fields, each with its current and its new value.</param>
/// <param name="Reason">The reason for the correction.</param>
public sealed record EntryCorrected(
    Guid TargetEventId, IReadOnlyList<Change> Changes, [Personal(PersonalKind.Text)] string Reason)
    : Activity, ICorrection, IChecked
{
    /// <summary>Each old value is compared with the entry as it is, so a field may be changed only once.</summary>
    public IEnumerable<(string Field, Fault Fault)> Errors() => Changes.Index()
        .Where(change => Changes.Take(change.Index).Any(before => before.Overlaps(change.Item)))
        .Select(change => ($"changes[{change.Index}].field",
            new Fault("changed-twice", ("field", new NamedField(change.Item.Field)))));

    [JsonIgnore]
    public IEnumerable<StreamKey> MayName => Changes.SelectMany(change => Corrections.Changes.KeysIn(change.New));

    public IEnumerable<PersonalValue> PersonalValues(Activity target) => Changes.SelectMany((change, index) =>
        new[] { ("old", change.Old), ("new", change.New) }.Where(side => side.Item2 is not null).SelectMany(side =>
            PersonalFields.In(target.GetType(), change.Field,
                side.Item2!.Value, $"/changes/{index}/{side.Item1}")));

    public EntryState Correct(EntryState entry, EventCatalogue catalogue) => entry with
    {
        Activity = Corrections.Changes.Apply(entry.Activity, EarlierChanges.InCurrentShape(
            Changes, entry.Activity, catalogue.TypeOf(entry.Activity))),
        Corrected = true,
        DisputedBy = [],
    };
}

public static class CorrectEntry
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<EntryCorrected>(
        nameof(CorrectEntry), "/v1/activities/{activityId}/corrections", ("Đính chính", "Correction"),
        Right.Target, Describe, Validate, effect: "corrected",
        ruleCodes: ["old-value-differs", "nothing-changed"], asksRulesOfTarget: true);

    private static IEnumerable<Rejection> Validate(EntryCorrected correction, DecisionContext context)
    {
        var (stream, target) = context.Entry(correction.TargetEventId);
        var json = RecordJson.ObjectOf(target.Activity);
        var type = context.Catalogue.TypeOf(target.Activity);
        var changes = EarlierChanges.InCurrentShape(correction.Changes, target.Activity, type);
        Rejection[] stale = [.. changes.SelectMany((change, index) => FieldRejection(json, type, change, index)
            is { } rejection ? [rejection] : ValueRejections(json, type, change, index))];
        if (stale.Length > 0) return stale;

        // The corrected entry is judged as a new recording would be, by what it changes: whatever is said against the
        // entry as it stands (its city has left the cluster since) is no reason against the correction.
        var before = Errors(type, json, context);
        Changes.Apply(json, changes);
        var errors = Errors(type, json, context);
        if (errors.Except(before).ToArray() is { Length: > 0 } malformed) return malformed;
        var then = correction.Correct(target, context.Catalogue);
        return [.. Against(type, then.Activity, stream, target, context)
            .Except(Against(type, target.Activity, stream, target, context))];
    }

    /// <summary>The errors that reading the JSON of an entry as a new recording would find.</summary>
    private static IReadOnlyList<Rejection> Errors(ActivityType type, JsonObject entry, DecisionContext context)
    {
        var errors = new ValidationErrors();
        var json = (JsonObject)entry.DeepClone();
        // Resolved lists may be empty in a stored entry, but not in a request.
        RemoveEmpty(json, "cityIds", "campaignIds");
        type.Read(JsonSerializer.SerializeToElement(json), context.Today, "", errors);
        return errors.Found;
    }

    /// <summary>Rejects a change to a field that does not exist, which would have no effect.</summary>
    private static Rejection? FieldRejection(JsonObject json, ActivityType type, Change change, int index)
    {
        if (type.Reader().Find(change.Field) is null)
            return Rejection.Malformed($"changes[{index}].field",
                new("unknown-field", ("name", change.Field), ("known", type.Reader().Names)));
        if (change.New is null && FieldPath.Parse(change.Field)?.IsItem == true)
            return Rejection.Malformed($"changes[{index}].new", "item-not-removable");
        return Changes.MissingParent(json, change.Field) is not { } parent ? null
            : Rejection.Rule("old-value-differs",
                new Fault("nothing-to-change-in", ("field", new NamedField(parent))), $"changes[{index}].field");
    }

    private static IEnumerable<Rejection> ValueRejections(JsonObject json, ActivityType type, Change change, int index)
    {
        var now = Changes.Value(json, change.Field);
        var old = Changes.NodeOf(change.Old);
        var field = type.Reader().Find(change.Field)!;
        if (!MeanTheSame(field, now, old))
            yield return Rejection.Rule("old-value-differs",
                ValueIs(change.Field, now), $"changes[{index}].old");
        if (MeanTheSame(field, old, Changes.NodeOf(change.New)))
            yield return Rejection.Rule("nothing-changed",
                new Fault("value-is-the-same", ("field", new NamedField(change.Field))), $"changes[{index}].new");
    }

    /// <summary>The fault of an old value that is not the one that stands.</summary>
    private static Fault ValueIs(string field, JsonNode? now) => now is null
        ? new("value-is-none", ("field", new NamedField(field)))
        : new("value-is-another", ("field", new NamedField(field)),
            ("now", now is JsonValue value && value.TryGetValue<string>(out var text) ? text
                : now.ToJsonString(RecordJson.Options)));

    /// <summary>
    /// Whether two values of a field are equal. An empty list is no value, and the order of a set means nothing.
    /// </summary>
    private static bool MeanTheSame(FieldReader field, JsonNode? one, JsonNode? other)
    {
        if (Changes.IsEmpty(one)) one = null;
        if (Changes.IsEmpty(other)) other = null;
        return field.IsSet && one is JsonArray items && other is JsonArray others
            ? items.Select(item => item?.ToJsonString()).Order(StringComparer.Ordinal)
                .SequenceEqual(others.Select(item => item?.ToJsonString()).Order(StringComparer.Ordinal))
            : JsonNode.DeepEquals(one, other);
    }

    /// <summary>What the rules say against an activity in the place of an entry.</summary>
    private static IReadOnlyList<Rejection> Against(
        ActivityType type, Activity activity, StreamKey stream, EntryState entry, DecisionContext context)
    {
        if (EnvelopeResolution.Missing(type, stream, activity) is { } missing) return [missing];
        Rejection[] references = [.. References.Rejections(type, activity, stream, context, entry)];
        if (EnvelopeResolution.CitiesRejection(type, activity, stream, context) is { } cities)
            references = [.. references, cities];
        return references.Length > 0 ? references : StateAtDay.Rejections(activity, stream, context, entry);
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
