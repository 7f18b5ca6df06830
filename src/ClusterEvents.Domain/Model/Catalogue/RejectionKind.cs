namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>The category of a rejection. The service maps each to one HTTP status.</summary>
public enum RejectionKind
{
    /// <summary>The request cannot be read, or lacks required fields (400).</summary>
    Malformed,

    /// <summary>The sender may not record it (403).</summary>
    NotAllowed,

    /// <summary>A resource named in the path does not exist (404).</summary>
    NotFound,

    /// <summary>The body did not arrive in time (408).</summary>
    TooSlow,

    /// <summary>It conflicts with an event that is already on record (409).</summary>
    Conflict,

    /// <summary>The stream is not at the expected version (412).</summary>
    StaleVersion,

    /// <summary>The event or request is too large (413).</summary>
    TooLarge,

    /// <summary>A rule of the domain forbids it (422).</summary>
    RuleBroken,
}
