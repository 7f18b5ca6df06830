namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// The field of an <see cref="INamesItsStream"/> with the key of its stream. It may be omitted if the route names the
/// stream.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OwnStreamAttribute : Attribute;
