using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using FsCheck;
using FsCheck.Fluent;

namespace ClusterEvents.Domain.Tests.Generated;

/// <summary>
/// Commands of every kind of event against the history of <see cref="Busy"/>. Each kind has its line here; a kind
/// without one fails the tests.
/// </summary>
internal static class Commands
{
    /// <summary>The generator of each kind, by the type of its event.</summary>
    public static readonly IReadOnlyDictionary<Type, Gen<Command>> ByKind =
        CityAndClusterCommands.All.Concat(CampaignCommands.All).Concat(MeetingAndCeremonyCommands.All)
            .Concat(DirectiveCommands.All).Concat(TargetCommands.All).Concat(EvaluationCommands.All)
            .Concat(RecordCommands.All).ToDictionary();

    public static readonly Gen<Command> Any = Gen.OneOf(ByKind.Values);

    /// <summary>The commands of one kind.</summary>
    /// <exception cref="InvalidOperationException">The kind has no line here.</exception>
    public static Gen<Command> Of(ActivityType type) => ByKind.TryGetValue(type.ClrType, out var commands) ? commands
        : throw new InvalidOperationException(
            $"No commands of {type.Name} are generated: add a line for it to a file of {nameof(Generated)}.");

    /// <summary>The generator of one kind.</summary>
    /// <param name="fields">Its own fields.</param>
    /// <param name="streams">The streams that it may name; null for a new one.</param>
    public static KeyValuePair<Type, Gen<Command>> Of<T>(Gen<T> fields, params string?[] streams) where T : Activity =>
        new(typeof(T), from activity in Envelopes.Around(fields.Select(one => (Activity)one))
                       from stream in Gen.Elements(streams)
                       from recorder in Values.Recorder
                       select new Command(activity, stream, recorder));
}
