using ClusterEvents.Domain.Directives;

namespace ClusterEvents.Webhooks;

/// <summary>Someone who is told of recorded events.</summary>
/// <param name="Url">Where they are posted to; also what the target is known by.</param>
/// <param name="Secret">The key that signs them, shared with the receiver.</param>
/// <param name="Kinds">The kinds of events that it is told of, in whatever version; null for all.</param>
public sealed record WebhookTarget(Uri Url, byte[] Secret, IReadOnlySet<string>? Kinds)
{
    /// <summary>
    /// What a target is told of where it asks for nothing else. Kinds and not CloudEvents types, because a type names
    /// one version of a shape.
    /// </summary>
    public static readonly IReadOnlySet<string> UsualKinds =
        new HashSet<string> { IssueDirective.Type.Name, FlagOverdue.Type.Name };

    /// <summary>The address for logs and lists, without user info and query, which may contain secrets.</summary>
    public static string Told(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    public bool Takes(string kind) => Kinds?.Contains(kind) ?? true;
}
