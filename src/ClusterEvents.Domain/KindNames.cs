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
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Sources;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Domain;

/// <summary>The names of event types for people; a test requires one for every type.</summary>
public static class KindNames
{
    private static readonly Dictionary<string, (string Vietnamese, string English)> Names = new(StringComparer.Ordinal)
    {
        [nameof(CityRegistered)] = ("Đăng ký địa phương", "City registered"),
        [nameof(CityRenamed)] = ("Đổi tên địa phương", "City renamed"),
        [nameof(CitiesMerged)] = ("Sáp nhập địa phương", "Cities merged"),
        [nameof(ClusterEstablished)] = ("Thành lập cụm", "Cluster established"),
        [nameof(MemberJoined)] = ("Đơn vị vào cụm", "Member joined"),
        [nameof(MemberLeft)] = ("Đơn vị rời cụm", "Member left"),
        [nameof(LeadershipAssigned)] = ("Phân công Cụm trưởng, Cụm phó", "Leadership assigned"),
        [nameof(LeadershipHandedOver)] = ("Bàn giao Cụm trưởng", "Leadership handed over"),
        [nameof(RegulationAdopted)] = ("Ban hành quy chế", "Regulation adopted"),
        [nameof(CampaignLaunched)] = ("Phát động phong trào", "Campaign launched"),
        [nameof(DriveOpened)] = ("Mở đợt thi đua", "Drive opened"),
        [nameof(DriveClosed)] = ("Kết thúc đợt thi đua", "Drive closed"),
        [nameof(PactSigned)] = ("Ký kết giao ước thi đua", "Pact signed"),
        [nameof(CampaignReviewed)] = ("Sơ kết, tổng kết phong trào", "Campaign reviewed"),
        [nameof(AssessmentRecorded)] = ("Đánh giá phong trào", "Assessment"),
        [nameof(PrioritiesSet)] = ("Xác định nhiệm vụ trọng tâm", "Priorities set"),
        [nameof(CampaignConcluded)] = ("Kết thúc kỳ thi đua", "Campaign concluded"),
        [nameof(MeetingScheduled)] = ("Dự kiến tổ chức hội nghị", "Meeting scheduled"),
        [nameof(MeetingPostponed)] = ("Hoãn hội nghị", "Meeting postponed"),
        [nameof(MeetingCancelled)] = ("Hủy hội nghị", "Meeting cancelled"),
        [nameof(MeetingHeld)] = ("Tổ chức hội nghị", "Meeting held"),
        [nameof(RemarksDelivered)] = ("Phát biểu tại hội nghị", "Remarks"),
        [nameof(FlowersOffered)] = ("Dâng hoa", "Flowers offered"),
        [nameof(IncenseOffered)] = ("Dâng hương", "Incense offered"),
        [nameof(MartyrsCemeteryVisited)] = ("Viếng nghĩa trang liệt sĩ", "Martyrs' cemetery visited"),
        [nameof(CommunityActivityHeld)] = ("Hoạt động vì cộng đồng", "Community activity"),
        [nameof(DirectiveIssued)] = ("Ban hành chỉ đạo", "Directive issued"),
        [nameof(DirectiveAcknowledged)] = ("Tiếp nhận chỉ đạo", "Directive acknowledged"),
        [nameof(DirectiveProgressReported)] = ("Báo cáo tiến độ chỉ đạo", "Progress on a directive"),
        [nameof(DirectiveFulfilled)] = ("Hoàn thành chỉ đạo", "Directive fulfilled"),
        [nameof(DirectiveOverdue)] = ("Chỉ đạo quá hạn", "Directive overdue"),
        [nameof(DirectiveAmended)] = ("Điều chỉnh chỉ đạo", "Directive amended"),
        [nameof(DirectiveRevoked)] = ("Thu hồi chỉ đạo", "Directive revoked"),
        [nameof(TargetSet)] = ("Giao chỉ tiêu", "Target set"),
        [nameof(TargetRevised)] = ("Điều chỉnh chỉ tiêu", "Target revised"),
        [nameof(TargetProgressReported)] = ("Số liệu chỉ tiêu", "Progress on a target"),
        [nameof(TargetMet)] = ("Đạt chỉ tiêu", "Target met"),
        [nameof(TargetMissed)] = ("Không đạt chỉ tiêu", "Target missed"),
        [nameof(CrossInspectionConducted)] = ("Kiểm tra chéo", "Cross-inspection"),
        [nameof(ScoreSubmitted)] = ("Tự chấm điểm", "Score submitted"),
        [nameof(ScoreFinalised)] = ("Chốt điểm", "Score finalised"),
        [nameof(UnitNominated)] = ("Suy tôn", "Nomination"),
        [nameof(CommendationAwarded)] = ("Khen thưởng", "Commendation awarded"),
        [nameof(CommendationRevoked)] = ("Thu hồi khen thưởng", "Commendation revoked"),
        [nameof(SourceAttached)] = ("Bổ sung nguồn", "Source attached"),
        [nameof(EntryCorrected)] = ("Đính chính", "Correction"),
        [nameof(EntryRetracted)] = ("Rút lại", "Retraction"),
        [nameof(EntryReinstated)] = ("Khôi phục", "Reinstatement"),
        [nameof(EntryDisputed)] = ("Phản bác", "Dispute"),
        [nameof(DisputeWithdrawn)] = ("Rút phản bác", "Dispute withdrawn"),
        [nameof(PersonalFieldsErased)] = ("Xóa dữ liệu cá nhân", "Erasure of personal fields"),
    };

    /// <summary>The name of an event type; the type's own name if there is none.</summary>
    public static string KindName(this Language language, string kind) =>
        Names.TryGetValue(kind, out var name) ? language.In(name.Vietnamese, name.English) : kind;

    /// <summary>Whether an event type has a name for people.</summary>
    public static bool Has(string kind) => Names.ContainsKey(kind);
}
