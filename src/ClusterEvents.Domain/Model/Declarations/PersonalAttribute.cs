namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// A field about a person that can be erased later without breaking proofs: it is recorded with a salt of its own, and
/// the transparency log holds only a commitment to salt and value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
