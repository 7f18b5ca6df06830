using System.Collections.Immutable;

namespace ClusterEvents.Domain.Directives;

/// <summary>How far an addressee is with a directive. Overdue is no status, but a flag on the open ones.</summary>
public enum AddresseeStatus { Issued, Acknowledged, InProgress, Fulfilled }
