using System.Collections.Immutable;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Tests;

/// <summary>
/// What is on record, as an immutable value: made by the decisions and folds of the domain alone, without a store.
/// A step that is rejected leaves it as it was.
/// </summary>
public sealed record History
{
    /// <summary>The day on which everything is recorded: 30 June 2023 in Vietnam.</summary>
    public static readonly DateOnly Today = new(2023, 6, 30);

    public static readonly History Empty = new();

    private static readonly FixedTime Time = new(new DateTimeOffset(2023, 6, 30, 3, 0, 0, TimeSpan.Zero));

    private DateTimeOffset _lastRecordedAt = DateTimeOffset.MinValue;

    private History()
    {
    }

    /// <summary>Every stream as decisions see it.</summary>
    public DecisionContext Context { get; private init; } = new(
        Today, StoredEvents.Catalogue, ImmutableDictionary<StreamKey, StreamSnapshot>.Empty,
        ImmutableDictionary<string, StreamKey>.Empty);

    /// <summary>Every event in the order of recording.</summary>
    public ImmutableList<StoredActivity> Events { get; private init; } = [];

    public StreamSnapshot this[string stream] => Context[StreamKey.Parse(stream)];

    /// <summary>The state of a stream that is on record.</summary>
    public TState State<TState>(string stream) where TState : class =>
        this[stream].State as TState ?? throw new InvalidOperationException($"`{stream}` has no such state.");

    /// <summary>The id of the last event on a stream.</summary>
    public Guid Last(string stream) => Events.FindLast(one => one.Stream == StreamKey.Parse(stream))!.Id;

    /// <summary>The history with one more activity, which must be accepted.</summary>
    public History Given(Activity activity, string? on = null) => When(activity, on).Accepted();

    /// <summary>Decides on one activity, on a stream or on a new one, recorded under an id of its own.</summary>
    public Decided When(Activity activity, string? on = null, Recorder? by = null) => When(DraftOf(activity, on, by));

    /// <summary>Decides on one request, which is recorded as a whole or not at all.</summary>
    public Decided When(params IReadOnlyList<Draft> request)
    {
        var batch = new DecisionBatch(Context, Events.ToDictionary(one => one.Id), Time, _lastRecordedAt);
        batch.Decide(request);
        foreach (var (index, accepted) in batch.Accepted.Index()) accepted.Position = Events.Count + index + 1;
        var results = batch.Results().Single();
        Worded.Check(results.SelectMany(result => result.Rejections));
        foreach (var (index, result) in results.Index()) Codes.RequireDescribed(result, request[index].Type);
        var after = batch.Accepted.Aggregate(this, (history, one) => history.With(one));
        if (batch.SourcesTaken.Count > 0)
            after = after with
            {
                Context = after.Context with { SourceOwners = Context.SourceOwners.AddRange(batch.SourcesTaken) },
            };
        return new(this, after, results, batch);
    }

    /// <summary>A draft under an id that nothing on record has.</summary>
    public Draft DraftOf(Activity activity, string? on = null, Recorder? by = null) =>
        new(StoredEvents.Catalogue.TypeOf(activity), activity, $"/tests/{(by ?? Recorder.System).Name}",
            $"{Events.Count + 1}", by ?? Recorder.System)
        {
            Stream = on is null ? null : StreamKey.Parse(on),
        };

    private History With(AcceptedEvent accepted)
    {
        var (id, stream) = (accepted.Draft.ActivityId, accepted.Stream);
        var stored = new StoredActivity(id, stream, accepted.Version, accepted.Position, accepted.RecordedAt,
            accepted.Draft.By.Name, accepted.Activity, []);
        var erased = accepted.Activity is IErasure erasure ? Erase(erasure) : Events;
        return new()
        {
            Context = Context.With(stream, id, accepted.Activity, accepted.Claims),
            Events = erased.Add(stored),
            _lastRecordedAt = accepted.RecordedAt,
        };
    }

    /// <summary>An erasure overwrites the stored values of its target, which is the store's part of it.</summary>
    private ImmutableList<StoredActivity> Erase(IErasure erasure)
    {
        var target = Events.Find(one => one.Id == erasure.TargetEventId)!;
        PersonalValue[] values = [.. PersonalFields.ValuesOf(target.Activity)];
        var erased = new ErasedValues(values, erasure.Fields);
        return Events.Replace(target, target with
        {
            Activity = erasure.Correct(new(target.Id, target.Activity), StoredEvents.Catalogue).Activity,
            Erased = [.. values.Where(erased.Include).Select(value => value.Place)],
        });
    }
}
