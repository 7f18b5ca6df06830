using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Domain.Model;

/// <summary>Whose activity it is. It decides the timelines that show it.</summary>
public enum Scope { Cluster, City, Campaign }
