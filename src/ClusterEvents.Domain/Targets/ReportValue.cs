using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Targets;

/// <summary>A city reported the value reached on a day. Meeting the target is recorded separately.</summary>
/// <param name="City">The city.</param>
/// <param name="Value">The value, in the target's unit.</param>
/// <param name="AsOf">The day of the value.</param>
/// <param name="Unit">The unit of the value, if the report names it; another unit than the target's is
/// rejected.</param>
public sealed record TargetProgressReported(
    [City(CityRole.Acts)] CityId City, decimal Value, DateOnly AsOf, TargetUnit? Unit) : Activity;

public static class ReportValue
{
    public static readonly ActivityType Type = ActivityType.Of<TargetProgressReported, Target>(
        nameof(ReportValue), "/v1/targets/{id}/progress", ("Số liệu chỉ tiêu", "Progress on a target"),
        Opens.Never, Reach.CitiesAndCampaigns, Right.OwnPart, Validate, Describe,
        ruleCodes: [.. CityResult.Codes, "unit-differs"]);

    private static IEnumerable<Rejection> Validate(
        TargetProgressReported progress, Target? target, DecisionContext context)
    {
        if (progress.AsOf > context.Today)
            yield return Rejection.Malformed("asOf", EnvelopeValidation.InFuture(progress.AsOf, context.Today));
        if (CityResult.ClosedFor(progress.City, target, progress) is { } closed) yield return closed;
        else if (progress.Unit is { } unit && target?.Of(progress.City)?.Goal.Unit is { } own && unit != own)
            yield return Rejection.Rule(new Fault("unit-differs", ("own", own), ("unit", unit)), "unit");
    }

    private static DisplayText Describe(TargetProgressReported progress, Language language) => new(
        CityResult.Title("", progress.Value, language),
        DisplayFormat.Line(
            NameReference.To(progress.City),
            language.In($"Tính đến {language.In(progress.AsOf)}", $"As of {language.In(progress.AsOf)}"),
            NameReference.ToOwnStream(Target.GoalPart)));
}
