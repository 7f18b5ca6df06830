using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;

namespace ClusterEvents.Recording.Http;

/// <summary>Records an erasure, or only tells what it would do, and says where the name stays.</summary>
public sealed class ErasureEndpoint(
    AppendQueue queue, Erasures erasures, NameMentions mentions, RecordingAnswers answers)
{
    /// <summary>The query parameter of a dry run.</summary>
    public const string DryRun = "dryRun";

    public async Task<IResult> AnswerAsync(HttpContext http, Draft draft, bool dryRun)
    {
        var cancel = http.RequestAborted;
        // Read before it is recorded: afterwards nobody knows the name any more.
        var plan = await erasures.PlanAsync((IErasure)draft.Activity, cancel);
        if (dryRun)
            return RejectionOf(draft, plan) is { } rejection ? ProblemResults.Problem([rejection])
                : TypedResults.Ok(await ReportAsync(plan, cancel));
        var result = (await queue.RecordAsync([draft], cancel))[0];
        if (result.Recorded is not { } recorded) return ProblemResults.Problem(result.Rejections);
        if (plan.Events.All(one => one.Names.Count == 0)) plan = plan with { Events = [] };
        var report = await ReportAsync(plan, CancellationToken.None);
        return await answers.CreatedAsync(http, recorded, answer => RecordedErasure.Of(answer, report));
    }

    private static Rejection? RejectionOf(Draft draft, ErasurePlan plan) =>
        !draft.By.IsAdministrator ? Decision.ForAdministrators()
        : plan.Events.Count == 0 ? Decision.UnknownActivity(draft, ((IErasure)draft.Activity).TargetEventId)
        : plan.Events.All(one => one.Names.Count == 0)
            ? Rejection.Rule("nothing-personal")
        : null;

    private async Task<ErasureReport> ReportAsync(ErasurePlan plan, CancellationToken cancel)
    {
        var elsewhere = await mentions.FindAsync(
            plan.Names, [.. plan.Events.Select(one => one.Position)], cancel);
        return new(
            [.. plan.Events.SelectMany(one => one.Names.Select(name => new ErasedField(one.Id, name)))],
            [.. plan.Kept, .. elsewhere]);
    }
}
