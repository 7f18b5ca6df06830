using ClusterEvents.Domain.Model.Declarations;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Model;

/// <summary>Calendar days from the first to the last, both inclusive.</summary>
public sealed record Period(DateOnly From, DateOnly To) : IChecked
{
    public IEnumerable<(string Field, Fault Fault)> Errors()
    {
        if (To < From) yield return ("to", "ends before it begins: give a day on or after `from`");
    }
}
