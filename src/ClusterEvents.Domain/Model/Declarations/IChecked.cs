namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An object with rules that span several of its fields.</summary>
public interface IChecked
{
    /// <summary>The errors: a field of this object, and how to fix it.</summary>
    IEnumerable<(string Field, string Fault)> Errors();
}
