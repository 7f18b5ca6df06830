using ClusterEvents.Auditing.Verification;

namespace ClusterEvents.Auditing.Reports;

/// <summary>A stored report.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Report">The report.</param>
/// <param name="SignedByLog">
/// Whether the key of the log signed it. Whoever writes to the database can keep one that is not: do not rely on that.
/// </param>
public sealed record KeptReport(Guid Id, AuditReport Report, bool SignedByLog);
