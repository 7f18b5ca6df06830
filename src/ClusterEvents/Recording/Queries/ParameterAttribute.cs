namespace ClusterEvents.Recording.Queries;

/// <summary>Declares how one query parameter is read, if its type and name do not suffice.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>The name in the query; null for the name of the property in camel case.</summary>
    public string? Name { get; init; }

    /// <summary>The code of the fault of a malformed value; null for that of the type.</summary>
    public string? Code { get; init; }

    /// <summary>A value for the sentence of <see cref="Code"/>.</summary>
    public string? Like { get; init; }

    /// <summary>The least number.</summary>
    public long Least { get; init; }

    /// <summary>The greatest number.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>Whether the parameter is required.</summary>
    public bool Required { get; init; }

    /// <summary>Whether an empty value counts as omitted rather than malformed.</summary>
    public bool EmptyIsLeftOut { get; init; }

    /// <summary>Whether one value of a list may contain several, separated by commas.</summary>
    public bool SplitAtCommas { get; init; }

    /// <summary>A request header that takes precedence over the parameter.</summary>
    public string? Header { get; init; }

    /// <summary>A value for the OpenAPI document.</summary>
    public string? Example { get; init; }
}
