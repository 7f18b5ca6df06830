namespace ClusterEvents.Webhooks;

/// <summary>Someone who is told of recorded events.</summary>
/// <param name="Url">Where they are posted to; also what the target is known by.</param>
/// <param name="Secret">The key that signs them, shared with the receiver.</param>
/// <param name="Types">The CloudEvents types that it is told of; null for all.</param>
public sealed record WebhookTarget(Uri Url, byte[] Secret, IReadOnlySet<string>? Types)
{
    /// <summary>What a target is told of where it asks for nothing else.</summary>
    public static readonly IReadOnlySet<string> UsualTypes =
        new HashSet<string> { "clusterevents.directive-issued.v1", "clusterevents.directive-overdue.v1" };

    /// <summary>An address as it is told of: without its query, which may hold what only the receiver is to know.</summary>
    public static string Told(Uri url) => url.GetLeftPart(UriPartial.Path);

    public bool Takes(string cloudEventType) => Types?.Contains(cloudEventType) ?? true;
}
