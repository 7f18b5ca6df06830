namespace ClusterEvents.Domain.Model.Wording;

/// <summary>The languages that the record speaks; Vietnamese unless a reader asks for English.</summary>
public enum Language { Vietnamese, English }
