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

/// <summary>
/// An entry was put right: some fields should have said something else. What was recorded stays recorded.
/// </summary>
/// <param name="TargetEventId">The entry.</param>
/// <param name="Changes">What should have been said, against what is said now.</param>
/// <param name="Reason">Why.</param>
public sealed record EntryCorrected(Guid TargetEventId, IReadOnlyList<Change> Changes, string Reason)
    : Activity, ICorrection, IChecked
{
    /// <summary>
    /// Each old value is what the entry says, so that of two changes of one field neither could be judged.
    /// </summary>
    public IEnumerable<(string Field, string Fault)> Errors() => Changes.Index()
        .Where(change => Changes.Take(change.Index).Any(before => before.Meets(change.Item)))
        .Select(change => ($"changes[{change.Index}].field",
            $"`{change.Item.Field}` is changed twice: say once what it should be"));

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
        var json = Changes.JsonOf(target.Activity);
        var type = context.Catalogue.TypeOf(target.Activity);
        var changes = EarlierChanges.InCurrentShape(correction.Changes, target.Activity, type);
        Rejection[] stale = [.. changes.SelectMany((change, index) => Astray(json, type, change, index)
            is { } rejection ? [rejection] : Stale(json, change, index))];
        if (stale.Length > 0) return stale;

        // The corrected entry must be one that could have been recorded: the same reading, the same rules.
        var errors = new ValidationErrors();
        Changes.Apply(json, changes);
        // Lists that were resolved may be empty in the record, and never in a request.
        RemoveEmpty(json, "cityIds", "campaignIds");
        var activity = type.Read(JsonSerializer.SerializeToElement(json), context.Today, "", errors);
        if (activity is null) return errors.Found;
        var then = correction.Correct(target, context.Catalogue);
        Rejection[] rejections = [.. Against(type, then.Activity, stream, target.ActivityId, context)];
        return rejections.Length > 0 ? rejections : ReinstatementRules.Rejections(stream, target, then, context);
    }

    /// <summary>A path that leads nowhere: the change would be kept, and change nothing.</summary>
    private static Rejection? Astray(JsonObject json, ActivityType type, Change change, int index)
    {
        if (type.Reader().Find(change.Field) is null)
            return Rejection.Malformed($"changes[{index}].field",
                $"`{change.Field}` is no field of {type.Name}. Known: {type.Reader().Names}");
        return Changes.SilentOwner(json, change.Field) is not { } silent ? null
            : Rejection.Rule("old-value-differs",
                $"`{silent}` says nothing, so that nothing in it can be changed: give all of it as `{silent}`.",
                $"changes[{index}].field");
    }

    private static IEnumerable<Rejection> Stale(JsonObject json, Change change, int index)
    {
        var now = Changes.Value(json, change.Field);
        var said = Changes.NodeOf(change.Old);
        if (!JsonNode.DeepEquals(now, said))
            yield return Rejection.Rule("old-value-differs",
                $"`{change.Field}` says {now?.ToJsonString(RecordJson.Options) ?? "nothing"}. Read the entry again.",
                $"changes[{index}].old");
        if (JsonNode.DeepEquals(SaidBy(said), SaidBy(Changes.NodeOf(change.New))))
            yield return Rejection.Rule(
                "nothing-changed", $"`{change.Field}` says so already.", $"changes[{index}].new");
    }

    /// <summary>An empty list says no more than none.</summary>
    private static JsonNode? SaidBy(JsonNode? value) => value is JsonArray { Count: 0 } ? null : value;

    private static IEnumerable<Rejection> Against(
        ActivityType type, Activity activity, StreamKey stream, Guid activityId, DecisionContext context)
    {
        if (EnvelopeResolution.Missing(type, stream, activity) is { } missing) return [missing];
        Rejection[] references = [.. References.Rejections(type, activity, stream, context)];
        if (references.Length > 0) return references;
        // Judged as when it was recorded: what followed was allowed by it, and must not now forbid it.
        var before = context.Catalogue.StateBefore(stream, context[stream], activityId);
        return EnvelopeResolution.CitiesRejection(type, activity, context) is { } rejection
            ? [rejection] : type.Rejections(activity, before, context);
    }

    private static void RemoveEmpty(JsonObject json, params ReadOnlySpan<string> lists)
    {
        foreach (var list in lists)
            if (json[list] is JsonArray { Count: 0 }) json.Remove(list);
    }

    private static DisplayText Describe(EntryCorrected correction, Language language) => new(
        language.In("Đính chính", "Correction"),
        DisplayFormat.Line(correction.Reason, string.Join(", ", correction.Changes.Select(change => change.Field))));
}
