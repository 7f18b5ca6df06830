namespace ClusterEvents.Domain.Decisions;

/// <summary>The roles in access tokens.</summary>
public static class Role
{
    public const string Recorder = "recorder";
    public const string Reader = "reader";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";
}
