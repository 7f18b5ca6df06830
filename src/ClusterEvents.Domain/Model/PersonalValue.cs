using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Model;

/// <summary>A personal value of an event.</summary>
/// <param name="Place">The JSON pointer (RFC 6901) to it in the event's data, or the name of the attribute.</param>
/// <param name="Kind">What it says about a person.</param>
/// <param name="Text">The value.</param>
/// <param name="Field">The JSON pointer to its field in the entry; null if it belongs to no field of the entry, such as
/// the reason of a correction.</param>
public sealed record PersonalValue(string Place, PersonalKind Kind, string Text, string? Field);
