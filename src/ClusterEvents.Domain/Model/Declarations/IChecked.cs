using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An object that can be malformed in ways that its fields alone do not show.</summary>
public interface IChecked
{
    /// <summary>What is wrong: a field of this object, and what to do.</summary>
    IEnumerable<(string Field, string Fault)> Errors();
}
