namespace ClusterEvents.Webhooks;

/// <summary>The targets of this installation.</summary>
public sealed record WebhookTargets(IReadOnlyList<WebhookTarget> All)
{
    /// <summary>The types that some target takes; null for all.</summary>
    public IReadOnlySet<string>? Types => All.Any(target => target.Types is null) ? null
        : All.SelectMany(target => target.Types!).Concat(WebhookTarget.UsualTypes).ToHashSet();

    public WebhookTarget? Find(Uri url) => All.FirstOrDefault(target => target.Url == url);
}
