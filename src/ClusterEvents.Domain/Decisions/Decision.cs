using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

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
            return new(stream, draft.Activity, draft.Type.Opens == Opens.Always
                && Taken(ClaimChange.Of(draft.Activity, stream, context), stream, context) is { Length: > 0 } held
                    ? held : [rejection]);

        if (draft is { Activity: ICorrection { TargetEventId: var correction }, EntryOfTarget: { } entry })
            return new(stream, draft.Activity, [CorrectionOfCorrection(draft, correction, entry)]);
        if (draft.Activity is ICorrection about && context[stream].Find(about.TargetEventId) is null)
            return new(stream, draft.Activity, [UnknownActivity(draft, about.TargetEventId)]);

        var (activity, malformed) = EnvelopeResolution.Resolve(draft, stream, context);
        if (malformed.Count > 0) return new(stream, activity, malformed);
        if (draft.Type.ForAdministrators && !draft.By.IsAdministrator)
            return new(stream, activity, [ForAdministrators(draft)]);
        if (EnvelopeResolution.CitiesActedFor(activity, stream, context) is var actedFor && !draft.By.MayRecordFor(actedFor))
            return new(stream, activity, [NotAllowed(draft.By, actedFor)]);
        if (activity is IBindsAll { BindsAll: true } && Bound(context[stream]) is var bound
            && !draft.By.MayRecordFor(bound)) return new(stream, activity, [NotForAll(draft.By, stream, bound)]);
        if (!IsConcerned(draft.By, stream, context[stream]))
            return new(stream, activity, [NotYourStream(draft.By, stream)]);

        // The rules of an event type use the streams that the activity refers to, so they run only if all of those
        // exist. A correction takes over the claims of the corrected entry, so its rules run before the claims are
        // compared.
        Rejection[] rejections = activity is ICorrection ? [.. draft.Type.Rejections(activity, null, context)]
            : [.. References.Rejections(draft.Type, activity, stream, context)];
        if (activity is ICorrection && rejections.Length > 0) return new(stream, activity, rejections);
        var claims = ClaimChange.Of(activity, stream, context);
        rejections = [.. rejections, .. Taken(claims, stream, context)];
        if (rejections.Length == 0 && activity is not ICorrection)
            rejections = [.. StateAtDay.Rejections(activity, stream, context)];
        return new(stream, activity, rejections) { Claims = claims };
    }

    private static Rejection[] Taken(ClaimChange claims, StreamKey stream, DecisionContext context) =>
        [.. claims.Taken.Where(claim => claim.IsTaken(stream, context)).Select(claim => claim.Taken)];

    /// <summary>The answer to a correction or the like of another: it is on record, and is no entry.</summary>
    private static Rejection CorrectionOfCorrection(Draft draft, Guid correction, Guid entry) =>
        Rejection.Rule("correction-of-a-correction",
            $"`{correction}` is itself a correction, retraction or the like, which cannot be corrected. Name the entry "
            + $"that it is about: `{entry}`.", draft.StreamIsInPath ? null : "targetEventId");

    public static Rejection UnknownActivity(Draft draft, Guid activityId) =>
        new(draft.StreamIsInPath ? RejectionKind.NotFound : RejectionKind.RuleBroken,
            "unknown-activity",
            draft.Stream is { } stream
                ? $"No entry `{activityId}` is on `{stream}`."
                : $"No activity `{activityId}` is on record.",
            draft.StreamIsInPath ? null : "targetEventId");

    public static Rejection NotYourSource(Draft draft) =>
        new(RejectionKind.NotAllowed, "not-your-source",
            $"{draft.By.Name} may not send as `{draft.Source}`: send as `{draft.By.OwnSource}`, "
            + "as `/cities/…` of a city in your `city` claim, or under a source of your own system. "
            + "Only an administrator may restore what others recorded.");

    private static Rejection? StreamRejection(Draft draft, StreamKey key, DecisionContext context)
    {
        var stream = context[key];
        if (draft.Type.Opens != Opens.Never && !Slug.IsOne(key.Id))
            return Rejection.Malformed("stream", $"cannot be derived: name it, such as `{key.Kind}/…`");
        if (draft.ExpectedVersion is { } expected && expected != stream.Version)
            return new(RejectionKind.StaleVersion, "stale-version",
                $"`{key}` is at version {stream.Version}, not {expected}. Read it again and retry.");
        if (draft.Type.Opens == Opens.Always && stream.Exists)
            return Rejection.Rule($"{key.Kind}-already-on-record", $"`{key}` is on record already. Choose another key.");
        if (draft.Type.Opens == Opens.Never && !stream.Exists)
            return new(draft.StreamIsInPath ? RejectionKind.NotFound : RejectionKind.RuleBroken,
                $"unknown-{context.Catalogue.Named(key.Kind)}",
                $"No {key.Kind} `{key.Id}` is on record. Record it first, or correct the key.");
        // Events that may be on any stream (sources, corrections) are allowed on a retracted stream as well.
        if (draft.Type is { Opens: Opens.Never, StreamKind: not null } && stream.State is null)
            return Rejection.Rule($"{key.Kind}-retracted",
                $"The first entry of `{key}` was retracted, so nothing can be added. Reinstate it first if that is "
                + "wrong.");
        return null;
    }

    /// <summary>The cities that the stream's first event concerns or obliges.</summary>
    private static CityId[] Bound(StreamSnapshot stream)
    {
        if (!stream.Exists) return [];
        var opening = stream.Entries[0].Activity;
        return
        [
            .. (opening.CityIds ?? []).Union(SubjectCities.Of(opening))
                .Union((opening as IObliges)?.Obliged ?? []),
        ];
    }

    private static Rejection NotForAll(Recorder by, StreamKey stream, CityId[] bound) =>
        new(RejectionKind.NotAllowed, "not-your-city",
            bound.Length > 0
                ? $"`{stream}` concerns {string.Join(", ", bound)}, and this is binding for all of them: {by.Name} "
                    + "needs the `city` claim of each."
                : $"{by.Name} may not decide for all cities of `{stream}`: that needs the `city` claim `*`.");

    /// <summary>
    /// Whether the stream concerns one of the recorder's cities: its first event names the city in <c>cityIds</c>, as
    /// the host or as an addressee. A stream without cities belongs to the cluster or campaign; other rules decide who
    /// may append to it.
    /// </summary>
    private static bool IsConcerned(Recorder by, StreamKey key, StreamSnapshot stream)
    {
        if (by.ForAllCities || !stream.Exists) return true;
        var named = References.Streams(stream.Entries[0].Activity).Append(key)
            .Where(one => one.Kind == StreamKinds.City).Select(one => new CityId(one.Id)).ToHashSet();
        return named.Count == 0 || named.Any(city => by.MayRecordFor([city]));
    }

    private static Rejection NotYourStream(Recorder by, StreamKey stream) =>
        new(RejectionKind.NotAllowed, "not-your-stream",
            $"`{stream}` concerns none of the cities of {by.Name}: "
            + "only recorders of the cities that it concerns may add to it or correct it.");

    public static Rejection ForAdministrators(Draft draft) =>
        new(RejectionKind.NotAllowed, "not-allowed",
            $"Only an administrator may record {draft.Type.Name}: ask for the role `{Role.Administrator}`.");

    private static Rejection NotAllowed(Recorder by, IReadOnlyCollection<CityId> cities) =>
        new(RejectionKind.NotAllowed, "not-your-city",
            cities.Count > 0
                ? $"{by.Name} may not record for {string.Join(", ", cities)}: ask for the `city` claim of each."
                : $"{by.Name} may not record for the whole cluster or campaign: that needs the `city` claim `*`.");
}
