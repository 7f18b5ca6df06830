namespace ClusterEvents;

/// <summary>
/// The program cannot start with this configuration; the message says what to do. Any part may throw it.
/// </summary>
public sealed class CannotStartException(string message) : Exception(message);
