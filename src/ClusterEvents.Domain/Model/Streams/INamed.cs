using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>The state of a stream that people call by a name.</summary>
public interface INamed
{
    /// <summary>The name for display; null if there is none.</summary>
    /// <param name="part">Which of its names; empty for the usual one.</param>
    /// <param name="day">The day of the entry that names it; null if unknown.</param>
    /// <param name="language">The language.</param>
    string? NameIn(Language language, string part, DateOnly? day);
}
