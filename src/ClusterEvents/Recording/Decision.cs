namespace ClusterEvents.Recording;

/// <summary>
/// The pure decision over one draft: with what is known, either the resolved activity and its stream, or every
/// reason against it. No session, no clock, no chance.
/// </summary>
public sealed record Decision(StreamKey Stream, Activity Activity, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>What the activity takes and gives back of what must be unique among streams.</summary>
    public ClaimChange Claims { get; private init; } = new([], []);

    public static Decision On(Draft draft, StreamKey stream, Known known)
    {
        if (StreamRefusal(draft, stream, known) is { } refusal)
            return new(stream, draft.Activity, draft.Type.Opening == Opening.Always
                && Taken(ClaimChange.Of(draft.Activity, stream, known), known) is { Length: > 0 } held
                    ? held : [refusal]);

        if (draft.Activity is ICorrection about && known[stream].Find(about.TargetEventId) is null)
            return new(stream, draft.Activity, [UnknownActivity(draft, about.TargetEventId)]);

        var (activity, malformed) = Envelope.Resolve(draft, stream, known);
        if (malformed.Count > 0) return new(stream, activity, malformed);
        if (draft.Type.ForAdministrators && !draft.By.IsAdministrator)
            return new(stream, activity, [ForAdministrators(draft)]);
        if (Envelope.CitiesActedFor(activity, stream, known) is var actedFor && !draft.By.MayRecordFor(actedFor))
            return new(stream, activity, [NotAllowed(draft.By, actedFor)]);
        if (activity is IBindsAll { BindsAll: true } && Bound(known[stream]) is var bound
            && !draft.By.MayRecordFor(bound)) return new(stream, activity, [NotForAll(draft.By, stream, bound)]);
        if (!IsConcerned(draft.By, stream, known[stream]))
            return new(stream, activity, [NotYourStream(draft.By, stream)]);

        // The rules of a kind read what the references name, so they are asked only when all of it is there. A
        // correction claims what the corrected entry claims, so its rules must first have found that it makes one.
        Refusal[] refusals = activity is ICorrection ? [.. draft.Type.Refusals(activity, known[stream].State, known)]
            : [.. References.Refusals(draft.Type, activity, stream, known)];
        if (activity is ICorrection && refusals.Length > 0) return new(stream, activity, refusals);
        var claims = ClaimChange.Of(activity, stream, known);
        refusals = [.. refusals, .. Taken(claims, known)];
        if (refusals.Length == 0 && activity is not ICorrection)
            refusals = [.. draft.Type.Refusals(activity, known[stream].State, known)];
        return new(stream, activity, refusals) { Claims = claims };
    }

    private static Refusal[] Taken(ClaimChange claims, Known known) =>
        [.. claims.Taken.Where(claim => known.Claimed.Contains(claim.Text)).Select(claim => claim.Taken)];

    public static Refusal UnknownActivity(Draft draft, Guid activityId) =>
        new(draft.StreamIsInPath ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity,
            "unknown-activity",
            draft.Stream is { } stream
                ? $"No entry `{activityId}` is on `{stream}`. A correction is none: go on from the entry that it is "
                    + "about."
                : $"No activity `{activityId}` is on record.",
            draft.StreamIsInPath ? null : "targetEventId");

    public static Refusal NotYourSource(Draft draft) =>
        new(StatusCodes.Status403Forbidden, "not-your-source",
            $"{draft.By.Name} may not send as `{draft.Source}`: send as `{draft.By.OwnSource}`, "
            + "as `/cities/…` of a city in your `city` claim, or under a source of your own system. "
            + "An administrator restores what others recorded.");

    private static Refusal? StreamRefusal(Draft draft, StreamKey key, Known known)
    {
        var stream = known[key];
        if (draft.Type.Opening != Opening.Never && !Slug.IsOne(key.Id))
            return Refusal.Malformed("stream", $"cannot be named after this: name it yourself, such as `{key.Kind}/…`");
        if (draft.ExpectedVersion is { } expected && expected != stream.Version)
            return new(StatusCodes.Status412PreconditionFailed, "stale-version",
                $"`{key}` is at version {stream.Version}, not {expected}. Read it again, then decide.");
        if (draft.Type.Opening == Opening.Always && stream.Exists)
            return Refusal.Rule($"{key.Kind}-already-on-record", $"`{key}` is on record already. Choose another key.");
        if (draft.Type.Opening == Opening.Never && !stream.Exists)
            return new(draft.StreamIsInPath ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity,
                $"unknown-{known.Catalogue.Named(key.Kind)}",
                $"No {key.Kind} `{key.Id}` is on record. Record it first, or correct the key.");
        // What is added to any stream – a source, a correction – is about the record, retracted or not.
        if (draft.Type is { Opening: Opening.Never, StreamKind: not null } && stream.State is null)
            return Refusal.Rule($"{key.Kind}-retracted",
                $"What opened `{key}` was retracted, so that there is nothing to add to. Reinstate it first if that is "
                + "wrong.");
        return null;
    }

    /// <summary>The cities that what opened a stream was for, or obliged.</summary>
    private static CityId[] Bound(FoldedStream stream)
    {
        if (!stream.Exists) return [];
        var opening = stream.Readings[0].Activity;
        return
        [
            .. (opening.CityIds ?? []).Union(References.CitiesMeant(opening))
                .Union((opening as IObliges)?.Obliged ?? []),
        ];
    }

    private static Refusal NotForAll(Recorder by, StreamKey stream, CityId[] bound) =>
        new(StatusCodes.Status403Forbidden, "not-your-city",
            bound.Length > 0
                ? $"`{stream}` concerns {string.Join(", ", bound)}, and this settles it for all of them: {by.Name} "
                    + "needs the `city` claim of each."
                : $"{by.Name} may not settle what concerns all cities of `{stream}`: that needs the `city` claim `*`.");

    /// <summary>
    /// Whether a recorder's city has to do with a stream: what opened it names the city, as one that it concerns, hosts
    /// or addresses. What names no city at all is the cluster's or the campaign's, and other rules say who adds to it.
    /// </summary>
    private static bool IsConcerned(Recorder by, StreamKey key, FoldedStream stream)
    {
        if (by.ForAllCities || !stream.Exists) return true;
        var named = References.Streams(stream.Readings[0].Activity).Append(key)
            .Where(one => one.Kind == StreamKinds.City).Select(one => new CityId(one.Id)).ToHashSet();
        return named.Count == 0 || named.Any(city => by.MayRecordFor([city]));
    }

    private static Refusal NotYourStream(Recorder by, StreamKey stream) =>
        new(StatusCodes.Status403Forbidden, "not-your-stream",
            $"`{stream}` concerns none of the cities of {by.Name}: "
            + "only those that it concerns add to it, or correct it.");

    private static Refusal ForAdministrators(Draft draft) =>
        new(StatusCodes.Status403Forbidden, "not-allowed",
            $"Only an administrator may record {draft.Type.Name}: ask for the role `{Role.Administrator}`.");

    private static Refusal NotAllowed(Recorder by, IReadOnlyCollection<CityId> cities) =>
        new(StatusCodes.Status403Forbidden, "not-your-city",
            cities.Count > 0
                ? $"{by.Name} may not record for {string.Join(", ", cities)}: ask for the `city` claim of each."
                : $"{by.Name} may not record what belongs to no single city: that needs the `city` claim `*`.");
}
