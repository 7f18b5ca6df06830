namespace ClusterEvents.Webhooks;

/// <summary>The configured webhook targets.</summary>
public sealed record WebhookTargets(IReadOnlyList<WebhookTarget> All)
{
    /// <summary>The kinds of events that some target takes; null for all.</summary>
    public IReadOnlySet<string>? Kinds => All.Any(target => target.Kinds is null) ? null
        : All.SelectMany(target => target.Kinds!).Concat(WebhookTarget.UsualKinds).ToHashSet();

    public WebhookTarget? Find(Uri url) => All.FirstOrDefault(target => target.Url == url);
}
