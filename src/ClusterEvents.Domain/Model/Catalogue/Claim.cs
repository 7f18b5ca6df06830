namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>A value that only one stream may hold, and the rejection of a second stream that claims it.</summary>
public sealed record Claim(string Text, Rejection Taken);
