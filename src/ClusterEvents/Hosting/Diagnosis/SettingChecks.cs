using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Auditing.Witnessing;
using ClusterEvents.Hosting.Http;
using ClusterEvents.Hosting.Supervision;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Webhooks;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>
/// Reads the settings part by part. A start ends at the first fault of them; who looks for faults wants all.
/// </summary>
internal static class SettingChecks
{
    /// <summary>Each throws <see cref="CannotStartException"/> where a setting of its part is invalid.</summary>
    public static IEnumerable<Action> Of(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        return
        [
            () => ListenUrls.RequireAddresses(configuration),
            () => ListenUrls.RequireOfThisMachine(configuration),
            () => ServerCertificates.RequireUsable(configuration, builder.Environment.IsDevelopment()),
            () => Identity.Identity.RequireAuthority(builder),
            () => AllowedHosts.RequireNames(configuration),
            () => TrustedProxies.Of(configuration),
            () => _ = new PlaceSettings(configuration),
            () => ImportLimits.Of(configuration),
            () => LogFormat.Of(configuration),
            .. CollectorVariables.Checks(configuration),
            .. WebhookOptions.Checks(configuration),
            () => WebhookOptions.RetryDelays(configuration),
            .. KafkaOptions.Checks(configuration),
            .. LogKeyFiles.Checks(configuration),
            () => WitnessSettings.Require(configuration),
        ];
    }
}
