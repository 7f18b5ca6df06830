using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClusterEvents.Domain.Corrections;

/// <summary>One field that is put right.</summary>
/// <param name="Field">The field's name in JSON; a dot leads into an object, as in <c>person.rank</c>.</param>
/// <param name="Old">What it says now; left out where it says nothing.</param>
/// <param name="New">What it should say; left out where it should say nothing.</param>
public sealed record Change(string Field, JsonElement? Old, JsonElement? New)
{
    /// <summary>Whether both change the same field, or one of them a field within the other's.</summary>
    public bool Meets(Change other) => $"{Field}.".StartsWith($"{other.Field}.", StringComparison.Ordinal)
        || $"{other.Field}.".StartsWith($"{Field}.", StringComparison.Ordinal);
}
