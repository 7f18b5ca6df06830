namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>The timelines that show an activity.</summary>
public enum Reach { CitiesAndCampaigns, CitiesOnly, RegistryOnly }
