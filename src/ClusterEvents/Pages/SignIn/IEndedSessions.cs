namespace ClusterEvents.Pages.SignIn;

/// <summary>Tells whose session has ended: pages know no cookie.</summary>
public interface IEndedSessions
{
    /// <summary>
    /// The <c>sub</c> of the person whose cookie is genuine although its session has ended; null otherwise.
    /// </summary>
    string? PersonOf(HttpContext http);
}
