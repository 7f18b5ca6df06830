namespace ClusterEvents.Recording.Queries;

/// <summary>Declares what the refusal of an unknown parameter says beside that it is unknown.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnknownParameterHintAttribute(string hint) : Attribute
{
    public string Hint => hint;
}
