namespace ClusterEvents.Pages.SignIn;

/// <summary>The roles of which one would have opened the page, for the page that says so.</summary>
/// <param name="Roles">The roles.</param>
public sealed record NeededRoles(IReadOnlyList<string> Roles);
