using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// The pure decision over one draft: with what is known, either the resolved activity and its stream, or every
/// reason against it. No session, no clock, no chance.
/// </summary>
public sealed record Decision(StreamKey Stream, Activity Activity, IReadOnlyList<Rejection> Rejections)
{
    /// <summary>What the activity takes and gives back of what must be unique among streams.</summary>
    public ClaimChange Claims { get; private init; } = new([], []);

    public static Decision On(Draft draft, StreamKey stream, DecisionContext context)
    {
        if (StreamRejection(draft, stream, context) is { } rejection)
            return new(stream, draft.Activity, draft.Type.Opens == Opens.Always
                && Taken(ClaimChange.Of(draft.Activity, stream, context), context) is { Length: > 0 } held
                    ? held : [rejection]);

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

        // The rules of a kind read what the references name, so they are asked only when all of it is there. A
        // correction claims what the corrected entry claims, so its rules must first have found that it makes one.
        Rejection[] rejections = activity is ICorrection ? [.. draft.Type.Rejections(activity, context[stream].State, context)]
            : [.. References.Rejections(draft.Type, activity, stream, context)];
        if (activity is ICorrection && rejections.Length > 0) return new(stream, activity, rejections);
        var claims = ClaimChange.Of(activity, stream, context);
        rejections = [.. rejections, .. Taken(claims, context)];
        if (rejections.Length == 0 && activity is not ICorrection)
            rejections = [.. draft.Type.Rejections(activity, context[stream].State, context)];
        return new(stream, activity, rejections) { Claims = claims };
    }

    private static Rejection[] Taken(ClaimChange claims, DecisionContext context) =>
        [.. claims.Taken.Where(claim => context.Claimed.Contains(claim.Text)).Select(claim => claim.Taken)];

    public static Rejection UnknownActivity(Draft draft, Guid activityId) =>
        new(draft.StreamIsInPath ? RejectionKind.NotFound : RejectionKind.RuleBroken,
            "unknown-activity",
            draft.Stream is { } stream
                ? $"No entry `{activityId}` is on `{stream}`. A correction is none: go on from the entry that it is "
                    + "about."
                : $"No activity `{activityId}` is on record.",
            draft.StreamIsInPath ? null : "targetEventId");

    public static Rejection NotYourSource(Draft draft) =>
        new(RejectionKind.NotAllowed, "not-your-source",
            $"{draft.By.Name} may not send as `{draft.Source}`: send as `{draft.By.OwnSource}`, "
            + "as `/cities/…` of a city in your `city` claim, or under a source of your own system. "
            + "An administrator restores what others recorded.");

    private static Rejection? StreamRejection(Draft draft, StreamKey key, DecisionContext context)
    {
        var stream = context[key];
        if (draft.Type.Opens != Opens.Never && !Slug.IsOne(key.Id))
            return Rejection.Malformed("stream", $"cannot be named after this: name it yourself, such as `{key.Kind}/…`");
        if (draft.ExpectedVersion is { } expected && expected != stream.Version)
            return new(RejectionKind.StaleVersion, "stale-version",
                $"`{key}` is at version {stream.Version}, not {expected}. Read it again, then decide.");
        if (draft.Type.Opens == Opens.Always && stream.Exists)
            return Rejection.Rule($"{key.Kind}-already-on-record", $"`{key}` is on record already. Choose another key.");
        if (draft.Type.Opens == Opens.Never && !stream.Exists)
            return new(draft.StreamIsInPath ? RejectionKind.NotFound : RejectionKind.RuleBroken,
                $"unknown-{context.Catalogue.Named(key.Kind)}",
                $"No {key.Kind} `{key.Id}` is on record. Record it first, or correct the key.");
        // What is added to any stream – a source, a correction – is about the record, retracted or not.
        if (draft.Type is { Opens: Opens.Never, StreamKind: not null } && stream.State is null)
            return Rejection.Rule($"{key.Kind}-retracted",
                $"What opened `{key}` was retracted, so that there is nothing to add to. Reinstate it first if that is "
                + "wrong.");
        return null;
    }

    /// <summary>The cities that what opened a stream was for, or obliged.</summary>
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
                ? $"`{stream}` concerns {string.Join(", ", bound)}, and this settles it for all of them: {by.Name} "
                    + "needs the `city` claim of each."
                : $"{by.Name} may not settle what concerns all cities of `{stream}`: that needs the `city` claim `*`.");

    /// <summary>
    /// Whether a recorder's city has to do with a stream: what opened it names the city, as one that it concerns, hosts
    /// or addresses. What names no city at all is the cluster's or the campaign's, and other rules say who adds to it.
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
            + "only those that it concerns add to it, or correct it.");

    private static Rejection ForAdministrators(Draft draft) =>
        new(RejectionKind.NotAllowed, "not-allowed",
            $"Only an administrator may record {draft.Type.Name}: ask for the role `{Role.Administrator}`.");

    private static Rejection NotAllowed(Recorder by, IReadOnlyCollection<CityId> cities) =>
        new(RejectionKind.NotAllowed, "not-your-city",
            cities.Count > 0
                ? $"{by.Name} may not record for {string.Join(", ", cities)}: ask for the `city` claim of each."
                : $"{by.Name} may not record what belongs to no single city: that needs the `city` claim `*`.");
}
