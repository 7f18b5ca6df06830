namespace ClusterEvents.Recording.Problems;

/// <summary>Faults in the language of a reader.</summary>
/// <param name="Detail">Each sentence once.</param>
/// <param name="Errors">The faults by field; those of the request as a whole under an empty name.</param>
public sealed record WordedFaults(string Detail, IReadOnlyDictionary<string, IReadOnlyList<WordedFault>> Errors)
{
    /// <summary>The member of problem details that holds the faults by field.</summary>
    public const string Member = "errors";
}
