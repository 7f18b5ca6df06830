using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading.Written;
using ClusterEvents.Views;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>What a form is filled in with: who records, and what is on record on the day of the event.</summary>
/// <param name="Language">The language of the page.</param>
/// <param name="Today">Today in Vietnam.</param>
/// <param name="Day">The day of the event; today while it is not known.</param>
/// <param name="By">Who records.</param>
public sealed record FormSituation(Language Language, DateOnly Today, DateOnly Day, Recorder By)
{
    public required IReadOnlyList<CityView> Cities { get; init; }

    /// <summary>The clusters as they are on that day.</summary>
    public required IReadOnlyList<ClusterView> Clusters { get; init; }

    /// <summary>The cluster whose event it is; null if none is known.</summary>
    public ClusterView? Cluster { get; init; }

    /// <summary>All campaign editions.</summary>
    public required IReadOnlyList<CampaignView> Campaigns { get; init; }

    /// <summary>The things that the form refers to.</summary>
    public IReadOnlyDictionary<string, ChosenThing> Chosen { get; init; } = new Dictionary<string, ChosenThing>();

    /// <summary>The members of that day, in the order of their names.</summary>
    public IReadOnlyList<MemberView> Members => Cluster?.Members ?? [];

    /// <summary>The editions that run on that day.</summary>
    public IEnumerable<CampaignView> Running => Campaigns.Where(campaign =>
        campaign.Period.From <= Day && Day <= campaign.Period.To
        && (campaign.ClusterId is null || Cluster is null || campaign.ClusterId == Cluster.ClusterId));

    /// <summary>The one city that the person records for; null if there are several, or all.</summary>
    public string? OwnCity => !By.ForAllCities && By.Cities.Count == 1 ? By.Cities.First() : null;

    /// <summary>Whether the person speaks for the cluster on that day: the office, or the unit that leads.</summary>
    public bool SpeaksForCluster => By.ForAllCities
        || (Cluster?.Leadership is { } led && By.Cities.Contains(led.Lead.Value));

    public string NameOf(string city) => Cities.FirstOrDefault(one => one.CityId == city)?.Name ?? city;

    /// <summary>An edition by its name, with the year that tells it from others.</summary>
    public static string NameOf(CampaignView campaign) =>
        campaign.Name.Contains($"{campaign.Period.From.Year}", StringComparison.Ordinal) ? campaign.Name
            : $"{campaign.Name} ({campaign.Period.From.Year})";

    /// <summary>The unit of a member as it was named; otherwise the police of the city.</summary>
    public string UnitOf(string city) =>
        Members.FirstOrDefault(member => member.CityId.Value == city)?.Unit ?? $"Công an {NameOf(city)}";

    public WritingContext Writing => new(Language, new(Cities.SelectMany(city =>
        city.Names.Select(name => (city.CityId, name.Name)).Append((city.CityId, city.Name)))))
    {
        Campaigns = new(Campaigns.Select(campaign => (campaign.CampaignId, campaign.Name))),
        Clusters = new(Clusters.Select(cluster => (cluster.ClusterId, cluster.Name))),
    };
}
