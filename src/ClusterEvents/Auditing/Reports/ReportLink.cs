namespace ClusterEvents.Auditing.Reports;

/// <summary>The place of a signed report among the others.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Previous">The hash of the one before it; null of the first.</param>
/// <param name="Hash">Its own hash.</param>
internal sealed record ReportLink(long Number, string? Previous, string Hash);
