using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// The field of an <see cref="INamesItsStream"/>: a body whose route names that stream may leave it out.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OwnStreamAttribute : Attribute;
