namespace ClusterEvents.Domain.Campaigns;

/// <summary>A drive that was opened and not closed yet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">The planned last day.</param>
/// <param name="ClusterId">The cluster whose drive it is: in a campaign of several, each has its own.</param>
public sealed record RunningDrive(string Name, DateOnly From, DateOnly To, string? ClusterId);
