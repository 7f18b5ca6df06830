namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>Whether an activity starts a new stream.</summary>
public enum Opens
{
    /// <summary>It is the first event of a new stream.</summary>
    Always,

    /// <summary>It starts a stream, or is appended to an existing one.</summary>
    Maybe,

    /// <summary>It is appended to an existing stream.</summary>
    Never,
}
