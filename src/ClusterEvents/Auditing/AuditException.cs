namespace ClusterEvents.Auditing;

/// <summary>The audit cannot carry out a request; the message explains why and what to do.</summary>
public sealed class AuditException(string message) : Exception(message);
