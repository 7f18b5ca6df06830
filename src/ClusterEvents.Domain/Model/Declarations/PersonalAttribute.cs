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

/// <summary>What a personal field says.</summary>
public enum PersonalKind
{
    /// <summary>The name of the person whom the entry is about.</summary>
    Name,

    /// <summary>What else the entry says about that person, such as the rank.</summary>
    Detail,

    /// <summary>The name of somebody else, such as the author of a source.</summary>
    OtherName,

    /// <summary>A text in which persons may be named.</summary>
    Text,
}
