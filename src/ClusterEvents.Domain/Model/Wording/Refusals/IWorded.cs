namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>A value of a refusal that has words of its own, such as a field.</summary>
public interface IWorded
{
    /// <summary>The words within a sentence. References to streams are replaced by their names afterwards.</summary>
    string In(Language language);

    /// <summary>Whether it is the name of something, which stands in quotes.</summary>
    bool IsName { get; }

    /// <summary>The value as programs receive it.</summary>
    object Key { get; }
}
