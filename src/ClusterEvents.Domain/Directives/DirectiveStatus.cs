namespace ClusterEvents.Domain.Directives;

/// <summary>Whether a directive still obliges anyone.</summary>
public enum DirectiveStatus { Open, Closed, Revoked }
