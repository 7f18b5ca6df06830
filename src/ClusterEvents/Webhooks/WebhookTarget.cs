namespace ClusterEvents.Webhooks;

/// <summary>A target to which recorded events are posted.</summary>
/// <param name="Url">The address, which also identifies the target.</param>
/// <param name="Secret">The signing key, shared with the receiver.</param>
/// <param name="Types">The CloudEvents types to deliver; null for all.</param>
public sealed record WebhookTarget(Uri Url, byte[] Secret, IReadOnlySet<string>? Types)
{
    /// <summary>The types that are delivered by default.</summary>
    public static readonly IReadOnlySet<string> UsualTypes =
        new HashSet<string> { "clusterevents.directive-issued.v1", "clusterevents.directive-overdue.v1" };

    /// <summary>The address for logs, without the query, which may contain secrets.</summary>
    public static string Told(Uri url) => url.GetLeftPart(UriPartial.Path);

    public bool Takes(string cloudEventType) => Types?.Contains(cloudEventType) ?? true;
}
