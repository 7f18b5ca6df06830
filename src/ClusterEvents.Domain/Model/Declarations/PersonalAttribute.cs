namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// A field about a person, or a text that may name one, that can be erased later without breaking proofs: it is
/// recorded with a salt of its own, and the transparency log holds only a commitment to salt and value.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PersonalAttribute(PersonalKind kind) : Attribute
{
    public PersonalKind Kind => kind;
}
