using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Sources;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Domain;

/// <summary>
/// The one list of everything that is ever stored. A line here is a promise: stored names are for ever.
/// </summary>
public static class StoredEvents
{
    public static readonly EventCatalogue Catalogue = new(
        [
            RegisterCity.Type, RenameCity.Type, MergeCities.Type,

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

            CorrectEntry.Type, RetractEntry.Type, ReinstateEntry.Type, ErasePersonalFields.Type, DisputeEntry.Type,
            WithdrawDispute.Type,
        ],
        [
            StreamFold.Of<City>(), StreamFold.Of<Cluster>(), StreamFold.Of<Campaign>(), StreamFold.Of<Meeting>(),
            StreamFold.Of<Ceremony>(), StreamFold.Of<CommunityActivity>(), StreamFold.Of<Directive>(),
            StreamFold.Of<Target>(), StreamFold.Of<Evaluation>(), StreamFold.Of<Commendation>(),
        ]);
}
