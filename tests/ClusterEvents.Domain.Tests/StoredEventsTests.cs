using ClusterEvents.Domain.Model.Catalogue;
using Xunit;

namespace ClusterEvents.Domain.Tests;

public sealed class StoredEventsTests
{
    /// <summary>The catalogue of the domain, stream by stream.</summary>
    private static readonly Dictionary<string, string> Catalogue = new()
    {
        ["city"] = "CityRegistered CitiesMerged CityRenamed",
        ["cluster"] =
            "ClusterEstablished MemberJoined MemberLeft LeadershipAssigned LeadershipHandedOver RegulationAdopted",
        ["campaign"] =
            "CampaignLaunched DriveOpened DriveClosed PactSigned CampaignReviewed AssessmentRecorded PrioritiesSet "
            + "CampaignConcluded",
        ["meeting"] = "MeetingScheduled MeetingPostponed MeetingCancelled MeetingHeld RemarksDelivered",
        ["ceremony"] = "FlowersOffered IncenseOffered MartyrsCemeteryVisited",
        ["community"] = "CommunityActivityHeld",
        ["directive"] =
            "DirectiveIssued DirectiveAcknowledged DirectiveProgressReported DirectiveFulfilled DirectiveOverdue "
            + "DirectiveAmended DirectiveRevoked",
        ["target"] = "TargetSet TargetRevised TargetProgressReported TargetMet TargetMissed",
        ["evaluation"] = "CrossInspectionConducted ScoreSubmitted ScoreFinalised UnitNominated",
        ["commendation"] = "CommendationAwarded CommendationRevoked",
        ["any"] = "SourceAttached EntryCorrected EntryRetracted EntryReinstated EntryDisputed DisputeWithdrawn "
            + "PersonalFieldsErased",
    };

    private static readonly string[] CitiesOnly =
    [
        "CitiesMerged", "CityRenamed", "MemberJoined", "MemberLeft", "LeadershipAssigned", "LeadershipHandedOver",
        "RegulationAdopted",
    ];

    [Fact]
    public void Every_event_of_the_catalogue_is_stored_on_its_stream_and_no_other()
    {
        var stored = StoredEvents.Catalogue.Types.GroupBy(type => type.StreamKind ?? "any")
            .ToDictionary(kind => kind.Key, kind => kind.Select(type => type.Name).Order());

        Assert.Equal(Catalogue.Keys.Order(), stored.Keys.Order());
        foreach (var (kind, events) in Catalogue)
        {
            Assert.True(!stored[kind].Except(events.Split(' ')).Any(), "A new type of event is for ever. Is it meant? "
                + $"Then add {string.Join(", ", stored[kind].Except(events.Split(' ')))} to `{kind}` in this list.");
            Assert.True(!events.Split(' ').Except(stored[kind]).Any(), "What is on record could not be read without "
                + $"{string.Join(", ", events.Split(' ').Except(stored[kind]))} on `{kind}`.");
        }
    }

    [Fact]
    public void What_happens_to_a_cluster_or_a_city_stands_on_timelines_of_cities_alone() =>
        Assert.Equal(CitiesOnly.Order(),
            StoredEvents.Catalogue.Types.Where(type => type.Reach == Reach.CitiesOnly)
                .Select(type => type.Name).Order());
}
