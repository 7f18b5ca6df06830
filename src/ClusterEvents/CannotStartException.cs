namespace ClusterEvents;

/// <summary>The program cannot start as it is configured; the message says what to do. Any room may throw it.</summary>
public sealed class CannotStartException(string message) : Exception(message);
