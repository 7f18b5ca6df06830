using System.Collections.Immutable;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>A text that only one stream may hold, and the refusal that meets the second one.</summary>
public sealed record Claim(string Text, Rejection Taken);
