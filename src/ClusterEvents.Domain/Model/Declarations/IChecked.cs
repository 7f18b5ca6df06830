using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An object with rules that span several of its fields.</summary>
public interface IChecked
{
    /// <summary>The errors: a field of this object, and what is wrong with it.</summary>
    IEnumerable<(string Field, Fault Fault)> Errors();
}
