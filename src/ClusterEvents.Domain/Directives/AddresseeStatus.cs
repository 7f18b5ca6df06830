namespace ClusterEvents.Domain.Directives;

/// <summary>The progress of an addressee. Overdue is not a status but a flag on the open ones.</summary>
public enum AddresseeStatus { Issued, Acknowledged, InProgress, Fulfilled }
