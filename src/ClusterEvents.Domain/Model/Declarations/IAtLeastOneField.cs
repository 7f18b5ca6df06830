using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An object of which at least one field is given.</summary>
public interface IAtLeastOneField;
