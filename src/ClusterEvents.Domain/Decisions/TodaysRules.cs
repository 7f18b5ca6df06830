using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// Asks today's rules of the entries on record. Earlier versions of the rules accepted some that would be refused now;
/// they are read and shown as they stand.
/// </summary>
public static class TodaysRules
{
    /// <summary>The standing entries of a stream that would be refused today, each with every reason.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="context">The stream, and all others that its entries refer to.</param>
    public static IEnumerable<(EntryState Entry, IReadOnlyList<Rejection> Rejections)> Refused(
        StreamKey stream, DecisionContext context)
    {
        object? state = null;
        foreach (var entry in context.Catalogue.InOrder(context[stream].Entries))
        {
            Rejection[] rejections = [.. Against(entry, stream, state, context)];
            if (rejections.Length > 0) yield return (entry, rejections);
            state = context.Catalogue.Apply(stream.Kind, state, entry.Activity);
        }
    }

    /// <summary>The codes of what is refused because something that it refers to had ended.</summary>
    public static readonly IReadOnlySet<string> AfterTheEnd =
        new HashSet<string> { "city-not-a-member", "city-merged", "campaign-concluded" };

    private static IEnumerable<Rejection> Against(
        EntryState entry, StreamKey stream, object? state, DecisionContext context)
    {
        var activity = entry.Activity;
        var type = context.Catalogue.TypeOf(activity);
        var errors = new ValidationErrors();
        type.Read(JsonSerializer.SerializeToElement(RecordJson.ObjectOf(activity)), context.Today, "", errors);
        if (errors.Found.Count > 0) return errors.Found;
        Rejection[] references = [.. References.Rejections(type, activity, stream, context, entry)];
        // Whose membership begins or ends is in the state of the cluster already: the rules of the type are asked.
        return references.Length > 0 && activity is not ITakesEffect
            ? references : StateAtDay.Against(activity, state, stream, context);
    }
}
