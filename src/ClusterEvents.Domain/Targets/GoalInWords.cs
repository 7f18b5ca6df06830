using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Targets;

/// <summary>A goal within a sentence.</summary>
internal sealed record GoalInWords(Goal Goal) : IWorded
{
    public bool IsName => true;

    public object Key => Goal;

    public string In(Language language) => Goals.In(language, Goal);
}
