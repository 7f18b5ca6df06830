namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// Marks a text that is shown as a link: an absolute http or https address without user info. Other schemes could run
/// programs when somebody follows it, and user info hides where it leads.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WebAddressAttribute : Attribute;
