namespace ClusterEvents.Recording.Queries;

/// <summary>Declares the code of the fault of an unknown parameter.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnknownParameterAttribute(string code) : Attribute
{
    public string Code => code;
}
