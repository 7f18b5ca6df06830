namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>A fault of the installation.</summary>
/// <param name="About">What is at fault, such as <c>disk</c>; it stays the same while the fault lasts.</param>
/// <param name="Text">A sentence for the operator: what is wrong, and what to do about it.</param>
internal sealed record InstallationFault(string About, string Text);
