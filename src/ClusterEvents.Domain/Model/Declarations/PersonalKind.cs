namespace ClusterEvents.Domain.Model.Declarations;

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
