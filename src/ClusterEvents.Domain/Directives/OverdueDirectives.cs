using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Domain.Directives;

/// <summary>Determines which addressees have to be recorded as overdue.</summary>
public static class OverdueDirectives
{
    /// <summary>
    /// The missing events of a directive on a day: one for each open addressee after the due day. They are the same on
    /// every later day, so that recording them again is recognised as a repetition.
    /// </summary>
    public static IReadOnlyList<Draft> Drafts(
        StreamKey key, StreamSnapshot stream, DateOnly today, IEnumerable<string> campaigns)
    {
        if (stream.State is not Directive { DueOn: { } due } directive || due >= today) return [];
        // A due day may be set, moved and set again: each setting is a deadline of its own, with its own event ids.
        var setBy = stream.Entries.FindLast(
            one => !one.Retracted && one.Activity is DirectiveAmended { NewDueOn: not null });
        var deadline = $"{due:yyyy-MM-dd}{(setBy is null ? "" : $"/{setBy.ActivityId}")}";
        var asOf = due.AddDays(1);
        return [.. directive.Owing.Select(late => new Draft(
            FlagOverdue.Type,
            new DirectiveOverdue(late.City, asOf)
            {
                OccurredOn = asOf,
                Assertion = Assertion.Inferred,
                ClusterId = directive.ClusterId,
                CityIds = [late.City],
                CampaignIds = [.. campaigns],
            },
            $"/deadlines/{key.Id}", $"{late.City}/{deadline}", Recorder.System)
        {
            Stream = key,
        })];
    }
}
