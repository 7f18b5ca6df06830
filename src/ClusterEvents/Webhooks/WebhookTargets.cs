namespace ClusterEvents.Webhooks;

/// <summary>The configured webhook targets.</summary>
public sealed record WebhookTargets(IReadOnlyList<WebhookTarget> All)
{
    /// <summary>The types that at least one target receives; null for all.</summary>
    public IReadOnlySet<string>? Types => All.Any(target => target.Types is null) ? null
        : All.SelectMany(target => target.Types!).Concat(WebhookTarget.UsualTypes).ToHashSet();

    public WebhookTarget? Find(Uri url) => All.FirstOrDefault(target => target.Url == url);
}
