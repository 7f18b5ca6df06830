namespace ClusterEvents.Domain.Model.Wording;

/// <summary>The display text of a timeline entry: a title and a summary of one sentence.</summary>
public sealed record DisplayText(string Title, string Summary);
