namespace ClusterEvents.Domain.Model.Wording;

/// <summary>The languages of titles and summaries; Vietnamese is the default.</summary>
public enum Language { Vietnamese, English }
