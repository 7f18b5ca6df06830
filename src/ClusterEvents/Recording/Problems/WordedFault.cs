namespace ClusterEvents.Recording.Problems;

/// <summary>One fault in the language of a reader.</summary>
/// <param name="Code">Its stable kebab-case code.</param>
/// <param name="Detail">What is wrong, then what to do.</param>
/// <param name="Arguments">The values in the sentence: days as ISO 8601, keys, decimals as text.</param>
public sealed record WordedFault(string Code, string Detail, IReadOnlyDictionary<string, object> Arguments);
