namespace ClusterEvents.Domain.Model.Wording;

/// <summary>What a reader of a timeline reads first: a title, and one sentence more.</summary>
public sealed record DisplayText(string Title, string Summary);
