namespace ClusterEvents.Domain.Model;

/// <summary>The kinds of stream, as in stored stream keys. They never change.</summary>
public static class StreamKinds
{
    public const string City = "city";
    public const string Cluster = "cluster";
    public const string Campaign = "campaign";
    public const string Meeting = "meeting";
    public const string Ceremony = "ceremony";
    public const string Community = "community";
    public const string Directive = "directive";
    public const string Target = "target";
    public const string Evaluation = "evaluation";
    public const string Commendation = "commendation";
}
