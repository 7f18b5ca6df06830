using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// The pure decision on one draft: given the context, either the resolved activity and its stream, or every reason to
/// reject it. No session, clock or randomness.
/// </summary>
public sealed record Decision(StreamKey Stream, Activity Activity, IReadOnlyList<Rejection> Rejections)
{
    /// <summary>The unique values that the activity claims and releases.</summary>
    public ClaimChange Claims { get; private init; } = new([], []);

    public static Decision On(Draft draft, StreamKey stream, DecisionContext context)
    {
        if (StreamRejection(draft, stream, context) is { } rejection)
        {
            if (draft.Type.Opens != Opens.Always) return new(stream, draft.Activity, [rejection]);
            // Who could not have begun it is not told what is on record.
            if (Refusal(draft, context with { Streams = context.Streams.Remove(stream) }) is { } notAllowed)
                return new(stream, draft.Activity, [notAllowed]);
            var held = ClaimChange.Of(draft.Activity, stream, context).Rejections(stream, context).ToArray();
            return new(stream, draft.Activity, held.Length > 0 ? held : [rejection]);
        }

        if (draft is { Activity: ICorrection, EntryOfTarget: { } entry })
            return new(stream, draft.Activity, [CorrectionOfCorrection(draft, entry, stream, context)]);
        if (draft.Activity is ICorrection about && context[stream].Find(about.TargetEventId) is null)
            return new(stream, draft.Activity, [UnknownActivity(draft, about.TargetEventId)]);

        var (activity, malformed) = EnvelopeResolution.Resolve(draft, stream, context);
        if (malformed.Count > 0) return new(stream, activity, malformed);
        if (draft.Type.ForAdministrators && !draft.By.IsAdministrator)
            return new(stream, activity, [ForAdministrators()]);
        if (TakesKeyOfAnotherRecording(draft, stream, context))
            return new(stream, activity, [NotYourKey(stream)]);
        if (Rights.Refusal(draft.By, draft.Type, activity, stream, context) is { } refusal)
            return new(stream, activity, [refusal]);

        // The rules of an event type use the streams that the activity refers to, so they run only if all of those
        // exist. A correction takes over the claims of the corrected entry, so its rules run before the claims are
        // compared.
        Rejection[] rejections = activity is ICorrection
            ? [.. References.GuestRejections(draft.Type, activity), .. draft.Type.Rejections(activity, null, context)]
            : [.. References.Rejections(draft.Type, activity, stream, context)];
        if (activity is ICorrection && rejections.Length > 0) return new(stream, activity, rejections);
        var claims = ClaimChange.Of(activity, stream, context);
        rejections = [.. rejections, .. claims.Rejections(stream, context)];
        if (rejections.Length == 0 && activity is not ICorrection)
            rejections = [.. StateAtDay.Rejections(activity, stream, context)];
        return new(stream, activity, rejections) { Claims = claims };
    }

    /// <summary>
    /// The refusal of a draft that repeats a recording; null if its sender may record it. Asked before the repetition
    /// is answered, so that nobody learns what others recorded. What began a stream is asked as if it were not on
    /// record, which makes the refusal the one of a first sending.
    /// </summary>
    public static Rejection? Refusal(Draft draft, DecisionContext context)
    {
        if (draft.Type.ForAdministrators && !draft.By.IsAdministrator) return ForAdministrators();
        if ((draft.Stream ?? (draft.Activity is ICorrection ? null : DecisionBatch.NewStream(draft))) is not { } stream
            || (draft.Activity is ICorrection about && context[stream].Find(about.TargetEventId) is null)) return null;
        if (draft.Stream is null) context = context with { Streams = context.Streams.Remove(stream) };
        var (activity, malformed) = EnvelopeResolution.Resolve(draft, stream, context);
        return Rights.Refusal(
            draft.By, draft.Type, malformed.Count > 0 ? draft.Activity : activity, stream, context);
    }

    /// <summary>The answer to a correction or the like of another: it is on record, and is no entry.</summary>
    private static Rejection CorrectionOfCorrection(
        Draft draft, Guid entry, StreamKey stream, DecisionContext context) =>
        Rejection.Rule(new Fault("correction-of-a-correction", ("entry", NamedEntry.Of(entry, stream, context))),
            draft.StreamIsInPath ? null : "targetEventId");

    public static Rejection UnknownActivity(Draft draft, Guid activityId) =>
        new(draft.StreamIsInPath ? RejectionKind.NotFound : RejectionKind.RuleBroken,
            "unknown-activity", new("unknown-entry", ("stream", draft.Stream), ("id", activityId)),
            draft.StreamIsInPath ? null : "targetEventId");

    public static Rejection NotYourSource(Draft draft) =>
        new(RejectionKind.NotAllowed, "not-your-source",
            new("not-your-source", ("value", draft.Source), ("own", draft.By.OwnSource)));

    private static Rejection? StreamRejection(Draft draft, StreamKey key, DecisionContext context)
    {
        var stream = context[key];
        if (draft.Type.Opens != Opens.Never && !Slug.IsOne(key.Id))
            return Rejection.Malformed("stream", new("key-not-derived", ("example", $"{key.Kind}/…")));
        if (draft.ExpectedVersions is { } expected && !expected.Contains(stream.Version))
            return new(RejectionKind.StaleVersion, "stale-version",
                new("stale-version", ("entry", key), ("version", stream.Version),
                    ("expected", expected is [var only] ? only : (object)string.Join(", ", expected))));
        if (draft.Type.Opens == Opens.Always && stream.Exists)
            return Rejection.Rule($"{key.Kind}-already-on-record",
                new Fault("key-already-on-record", ("kind", new KindOfStream(key.Kind)), ("value", key.Id)));
        if (draft.Type.Opens == Opens.Never && !stream.Exists)
            return new(draft.StreamIsInPath ? RejectionKind.NotFound : RejectionKind.RuleBroken,
                $"unknown-{context.Catalogue.Named(key.Kind)}",
                new("not-on-record", ("kind", new KindOfStream(key.Kind)), ("value", key.Id)));
        // What is retracted can only be put right.
        if (draft is { Type.Opens: Opens.Never, Activity: not ICorrection } && stream.State is null)
            return Rejection.Rule($"{key.Kind}-retracted",
                new Fault("first-entry-retracted", ("entry", key)));
        return null;
    }

    /// <summary>
    /// Whether a draft begins a stream under a key that only the recording has from which it is derived: who knows how
    /// another's are numbered could take their keys first. The office may, to put things right.
    /// </summary>
    private static bool TakesKeyOfAnotherRecording(Draft draft, StreamKey stream, DecisionContext context) =>
        !draft.By.ForAllCities && !context[stream].Exists && Identifiers.IsDerived(stream.Id)
        && stream.Id != draft.ActivityId.ToString();

    private static Rejection NotYourKey(StreamKey stream) =>
        new(RejectionKind.NotAllowed, "not-your-stream", new("key-of-another-recording", ("value", stream.Id)));

    public static Rejection ForAdministrators() =>
        new(RejectionKind.NotAllowed, "not-allowed", "only-administrators");
}
