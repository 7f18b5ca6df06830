namespace ClusterEvents.Recording.Queries;

/// <summary>Declares how one parameter of a query is read, where its type and its name do not say everything.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>The name in the query; null for the name of the property in camel case.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// What a refusal says of a malformed value; null for what the type says. <c>{value}</c> stands for the value and
    /// <c>{choices}</c> for those that are allowed.
    /// </summary>
    public string? Expected { get; init; }

    /// <summary>The least number.</summary>
    public long Least { get; init; }

    /// <summary>The greatest number.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>Whether a query without the parameter is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Whether an empty value counts as a parameter that is left out, instead of a malformed one.</summary>
    public bool EmptyIsLeftOut { get; init; }

    /// <summary>Whether one value of a list may hold several, separated by commas.</summary>
    public bool SplitAtCommas { get; init; }

    /// <summary>A request header that takes precedence over the parameter.</summary>
    public string? Header { get; init; }

    /// <summary>A value for the OpenAPI document.</summary>
    public string? Example { get; init; }
}
