using System.Text.Json;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>The timelines that show an activity.</summary>
public enum Reach { CitiesAndCampaigns, CitiesOnly, RegistryOnly }
