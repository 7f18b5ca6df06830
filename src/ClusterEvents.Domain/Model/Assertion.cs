namespace ClusterEvents.Domain.Model;

/// <summary>Whether a source states the fact, or it was inferred.</summary>
public enum Assertion { Stated, Inferred }
