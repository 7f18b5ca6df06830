namespace ClusterEvents.Domain.Model;

/// <summary>Whose activity it is; it decides which timelines show it.</summary>
public enum Scope { Cluster, City, Campaign }
