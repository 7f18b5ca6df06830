using ClusterEvents.Campaigns;
using ClusterEvents.Ceremonies;
using ClusterEvents.Cities;
using ClusterEvents.Clusters;
using ClusterEvents.Commendations;
using ClusterEvents.Community;
using ClusterEvents.Corrections;
using ClusterEvents.Directives;
using ClusterEvents.Evaluations;
using ClusterEvents.Meetings;
using ClusterEvents.Recording;
using ClusterEvents.Sources;
using ClusterEvents.Targets;

namespace ClusterEvents.Hosting;

/// <summary>
/// The one list of everything that is ever stored. A line here is a promise: stored names are for ever.
/// </summary>
public static class StoredEvents
{
    public static readonly Catalogue Catalogue = new(
        [
            RegisterCity.Type, MergeCities.Type,

            EstablishCluster.Type, AddMember.Type, RemoveMember.Type, AssignLeadership.Type, HandOverLeadership.Type,
            AdoptRegulation.Type,

            LaunchCampaign.Type, OpenDrive.Type, CloseDrive.Type, SignPact.Type, ReviewCampaign.Type,
            RecordAssessment.Type, SetPriorities.Type, ConcludeCampaign.Type,

            ScheduleMeeting.Type, PostponeMeeting.Type, CancelMeeting.Type, HoldMeeting.Type, DeliverRemarks.Type,

            OfferFlowers.Type, OfferIncense.Type, VisitMartyrsCemetery.Type,

            HoldCommunityActivity.Type,

            IssueDirective.Type, AcknowledgeDirective.Type, ReportProgress.Type, FulfilDirective.Type, FlagOverdue.Type,
            AmendDirective.Type, RevokeDirective.Type,

            SetTarget.Type, ReviseTarget.Type, ReportValue.Type, MeetTarget.Type, MissTarget.Type,

            ConductCrossInspection.Type, SubmitScore.Type, FinaliseScore.Type, NominateUnit.Type,

            AwardCommendation.Type, RevokeCommendation.Type,

            AttachSource.Type,

            CorrectEntry.Type, RetractEntry.Type, ReinstateEntry.Type, ErasePersonalFields.Type,
        ],
        [
            StreamFold.Of<City>(), StreamFold.Of<Cluster>(), StreamFold.Of<Campaign>(), StreamFold.Of<Meeting>(),
            StreamFold.Of<Ceremony>(), StreamFold.Of<CommunityActivity>(), StreamFold.Of<Directive>(),
            StreamFold.Of<Target>(), StreamFold.Of<Evaluation>(), StreamFold.Of<Commendation>(),
        ]);
}
