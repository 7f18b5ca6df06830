namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>The stream that a rule is asked about, until it is known which one that is.</summary>
public sealed record OwnStream : IWorded
{
    public bool IsName => true;

    public object Key => "";

    public string In(Language language) => language.In("Mục này", "This entry");
}
