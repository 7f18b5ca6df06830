using System.Text.Json;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>Whether recording an activity starts its stream.</summary>
public enum Opens
{
    /// <summary>It is the first event of a new stream.</summary>
    Always,

    /// <summary>It may be the first one, or be added to what is there.</summary>
    Maybe,

    /// <summary>It is added to a stream that is on record.</summary>
    Never,
}
