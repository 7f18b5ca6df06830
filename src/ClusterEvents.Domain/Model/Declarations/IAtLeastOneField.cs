namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An object with optional fields of which at least one must be given.</summary>
public interface IAtLeastOneField;
