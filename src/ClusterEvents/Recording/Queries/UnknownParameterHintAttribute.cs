namespace ClusterEvents.Recording.Queries;

/// <summary>Declares a hint for the error message of an unknown parameter.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnknownParameterHintAttribute(string hint) : Attribute
{
    public string Hint => hint;
}
