using ClusterEvents.Domain.Model.Declarations;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Model;

/// <summary>Calendar days from the first to the last, both inclusive.</summary>
public sealed record Period(DateOnly From, DateOnly To) : IChecked
{
    public IEnumerable<(string Field, Fault Fault)> Errors()
    {
        if (To < From) yield return ("to", new("ends-before-it-begins", ("from", From), ("to", To)));
    }
}
