using System.Collections.Concurrent;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Tests.Generated;

/// <summary>A command that was sent as JSON, read, and decided on against the history of <see cref="Busy"/>.</summary>
/// <param name="Command">The command.</param>
/// <param name="Malformed">What its reading found.</param>
/// <param name="Decided">The decision; null where it could not be read.</param>
internal sealed record Attempt(Command Command, IReadOnlyList<Rejection> Malformed, Decided? Decided)
{
    private const int EachKind = 60;

    private static readonly ConcurrentDictionary<ActivityType, IReadOnlyList<Attempt>> Made = new();

    public bool IsAccepted => Decided is { IsAccepted: true };

    public IReadOnlyList<Rejection> Rejections => Decided?.Rejections ?? Malformed;

    /// <summary>
    /// Attempts to record each of many commands of one kind; the same ones whenever they are asked for.
    /// </summary>
    public static IReadOnlyList<Attempt> Of(ActivityType type) => Made.GetOrAdd(type, static one =>
        [.. Check.Cases(Commands.Of(one), EachKind).Select(command => Of(command, one))]);

    private static Attempt Of(Command command, ActivityType type)
    {
        var errors = new ValidationErrors();
        var sent = JsonElement.Parse(RecordJson.Write(command.Activity));
        return type.Read(sent, History.Today, "", errors) is { } activity
            ? new(command, [], Busy.History.When(activity, command.On, command.By)) : new(command, errors.Found, null);
    }
}
