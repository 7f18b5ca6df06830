using System.Globalization;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Directives;
using ClusterEvents.EventStore.Integrity;
using ClusterEvents.EventStore.Schema;

namespace ClusterEvents.Webhooks;

/// <summary>The setting <c>Webhooks</c>: the targets to which recorded events are posted.</summary>
public static class WebhookOptions
{
    private const string SecretPrefix = "whsec_";

    /// <summary>The minimum length of a secret in the Standard Webhooks specification, in bytes.</summary>
    private const int ShortestSecret = 24;

    /// <summary>The maximum number of retries that the queue supports.</summary>
    private const int MostRetries = 25;

    /// <summary>The default delays between attempts, about a day in all.</summary>
    private static readonly TimeSpan[] UsualDelays =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(14),
    ];

    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new WebhookTargets(Targets(builder.Configuration)))
            .AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<DeliveryLedger>().AddSingleton<IStoreTables, DeliveryTables>()
            .AddSingleton<IIntegrityCheck, DeliveryCheck>();
    }

    /// <exception cref="CannotStartException">A target is invalid, or named twice; the message names it.</exception>
    public static WebhookTarget[] Targets(IConfiguration configuration)
    {
        WebhookTarget[] targets = [.. configuration.GetSection("Webhooks").GetChildren().Select(Target)];
        return targets.GroupBy(target => target.Url).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new CannotStartException($"Webhooks lists {twice.Key} twice. Name it once, with all of its Types.")
            : targets;
    }

    /// <summary>
    /// One check of each value of each target, for who wants all faults; it throws <see cref="CannotStartException"/>.
    /// </summary>
    public static IEnumerable<Action> Checks(IConfiguration configuration) =>
    [
        .. configuration.GetSection("Webhooks").GetChildren().SelectMany(setting => new Action[]
        {
            () => Address(setting), () => Secret(setting), () => Kinds(setting),
        }),
        () => Targets(configuration),
    ];

    /// <summary>The delay before each retry; <c>WebhookRetries</c> overrides the defaults.</summary>
    public static TimeSpan[] RetryDelays(IConfiguration configuration)
    {
        TimeSpan[] delays = [.. configuration.GetSection("WebhookRetries").GetChildren().Select(Delay)];
        if (delays.Length > MostRetries)
            throw new CannotStartException($"WebhookRetries lists {delays.Length} waits: list {MostRetries} at most.");
        return delays.Length > 0 ? delays : UsualDelays;
    }

    /// <summary>One delay. The configuration binder would skip values that it cannot parse.</summary>
    private static TimeSpan Delay(IConfigurationSection setting) =>
        TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out var delay) && delay >= TimeSpan.Zero
            ? delay
            : throw new CannotStartException(
                $"{SettingName.Of(setting)} is `{setting.Value}`: it must be a time to wait, such as 00:05:00.");

    private static WebhookTarget Target(IConfigurationSection setting) =>
        new(Address(setting), Secret(setting), Kinds(setting));

    private static Uri Address(IConfigurationSection setting) =>
        Uri.TryCreate(setting["Url"], UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
            : throw new CannotStartException($"{SettingName.Of(setting)}__Url must be an http or https address.");

    /// <summary>The kinds of events that a setting asks for by their CloudEvents types; null for all.</summary>
    public static IReadOnlySet<string>? Kinds(IConfigurationSection setting)
    {
        var name = SettingName.Of(setting);
        if (setting.GetSection("Types").Get<string[]>() is not { Length: > 0 } named) return WebhookTarget.UsualKinds;
        string[] kinds = [.. named.Select(type => type == "*" ? type : KindNamed(type, name))];
        return kinds.Contains("*") ? null : kinds.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// A type stands for all versions of its kind, so that a new version leaves nobody untold.
    /// </summary>
    private static string KindNamed(string type, string setting) =>
        StoredEvents.Catalogue.TryGetCloudEventType(type, out var shape) ? shape.Type.Name
        : throw new CannotStartException(
            $"{setting}__Types names `{type}`, which is no event of the catalogue, such as "
            + $"{IssueDirective.Type.CloudEventType}, or * for all.");

    private static byte[] Secret(IConfigurationSection setting)
    {
        var text = setting["Secret"] ?? "";
        var secret = new byte[text.Length];
        if (text.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[SecretPrefix.Length..], secret, out var length)
            && length >= ShortestSecret)
            return secret[..length];
        throw new CannotStartException($"{SettingName.Of(setting)}__Secret must be `{SecretPrefix}` and at least "
            + $"{ShortestSecret} random bytes in base64, such as `openssl rand -base64 32` prints.");
    }
}
