namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>What sort of reason keeps something from being recorded. The service answers each with one HTTP status.</summary>
public enum RejectionKind
{
    /// <summary>What was sent cannot be read, or says too little (400).</summary>
    Malformed,

    /// <summary>The sender may not record it (403).</summary>
    NotAllowed,

    /// <summary>What the path names is not on record (404).</summary>
    NotFound,

    /// <summary>The body did not arrive in time (408).</summary>
    TooSlow,

    /// <summary>Another recording contradicts it or was first (409).</summary>
    Conflict,

    /// <summary>The stream is not at the expected version (412).</summary>
    StaleVersion,

    /// <summary>There is too much of it (413).</summary>
    TooLarge,

    /// <summary>A rule of the domain forbids it (422).</summary>
    RuleBroken,
}
