namespace ClusterEvents.Tests.Recording.Shapes;

/// <summary>Samples of later events on directives, targets, evaluations, commendations and cities.</summary>
public static partial class Samples
{
    private static IReadOnlyList<Sample> FollowUps =>
    [
        CityRenamed("renamed", "97"), CitiesMerged("merged", "60", "61"),
        .. Directives, .. Targets, .. Evaluations,
        CommendationAwarded("awarded"), CommendationRevoked("award-revoked"),
    ];

    private static IEnumerable<Sample> Directives =>
    [
        DirectiveFollowUp("DirectiveAcknowledged", "acknowledged", "acknowledgements",
            """
            "city":"can-tho",
            "by":{"name":"Nguyễn Văn A","rank":"Thượng tá","post":"Trưởng phòng","unit":"Phòng A"}
            """),
        DirectiveFollowUp("DirectiveProgressReported", "progressing", "progress",
            """ "city":"can-tho","percent":40,"note":"Đang thực hiện" """),
        DirectiveFollowUp("DirectiveFulfilled", "fulfilled", "fulfilments",
            """ "city":"can-tho","evidence":"Báo cáo số 9" """),
        DirectiveFollowUp("DirectiveOverdue", "went-by", "overdue", """ "city":"can-tho","asOf":"2023-01-01" """),
        DirectiveChange("DirectiveAmended", "amended", "amendments",
            """ "newDueOn":"2023-06-30","reason":"Gia hạn","documentRef":"16/CV" """),
        DirectiveChange("DirectiveRevoked", "revoked", "revocation",
            """ "reason":"Không còn phù hợp","documentRef":"17/CV" """),
    ];

    private static IEnumerable<Sample> Targets =>
    [
        TargetSet("target"),
        TargetFollowUp("TargetRevised", "target-revised", "revisions", Goal),
        TargetFollowUp("TargetProgressReported", "target-reported", "progress",
            """ "city":"can-tho","value":"60.5","asOf":"2022-07-28","unit":"Percent" """),
        TargetFollowUp("TargetMet", "target-met", "met", """ "city":"can-tho","finalValue":"91.25" """),
        TargetFollowUp("TargetMissed", "target-missed", "missed", """ "city":"can-tho","finalValue":"70" """),
    ];

    private static IEnumerable<Sample> Evaluations =>
    [
        Evaluation("CrossInspectionConducted", "visit", "cross-inspections",
            "") with { Json = CrossInspection },
        Evaluation("ScoreSubmitted", "scored", "scores", Score),
        Evaluation("ScoreFinalised", "final", "final-scores", Score),
        Evaluation("UnitNominated", "nominated", "nominations",
            """ "city":"can-tho","title":"Tập thể lao động xuất sắc","votes":4 """),
    ];

    private const string Goal = """
        "city":"can-tho","metric":"Tỷ lệ phá án","operator":"AtLeast","value":"90.5","unit":"Percent","baseline":"80",
        "dueOn":"2022-07-29"
        """;

    private const string CrossInspection = $$"""{{{OfBoth}},"inspector":"can-tho","inspected":"da-nang"}""";

    private const string Score = """ "city":"can-tho","sheetVersion":1,"points":"95.5","max":"100" """;

    public static Sample CityRenamed(string id, string gsoCode) => new(
        "CityRenamed", $"/v1/cities/{id}/names", $"city/{id}",
        """
        {"occurredOn":"2022-07-01","name":"Thành phố Huế","isoCode":"VN-26","effectiveOn":"2022-07-01",
         "legalBasis":"Nghị quyết 2"}
        """,
        CityRegistered(id, "Tỉnh Thừa Thiên Huế", gsoCode));

    public static Sample CitiesMerged(string id, string gsoCode, string gsoCodeOfPredecessor) => new(
        "CitiesMerged", $"/v1/cities/{id}/mergers", $"city/{id}",
        $$"""
        {"occurredOn":"2022-07-01","successor":"{{id}}","predecessors":["{{id}}-before"],"effectiveOn":"2022-07-01",
         "legalBasis":"Nghị quyết 1"}
        """,
        CityRegistered(id, "Thành phố mới", gsoCode), CityRegistered($"{id}-before", "Tỉnh cũ", gsoCodeOfPredecessor));

    public static Sample CommendationAwarded(string id) => new(
        "CommendationAwarded", "/v1/commendations", $"commendation/{id}",
        $$"""
        {{{Where}},"recipientUnit":"can-tho","title":"Tập thể lao động xuất sắc","level":"Bộ",
         "decisionNumber":"12/QĐ","decisionDate":"2022-07-28"}
        """);

    public static Sample CommendationRevoked(string id) => new(
        "CommendationRevoked", $"/v1/commendations/{id}/revocation", $"commendation/{id}",
        $$"""{{{Where}},"award":"commendation/{{id}}","decisionNumber":"13/QĐ","reason":"Kê khai sai"}""",
        CommendationAwarded(id));

    public static Sample TargetSet(string id) => new(
        "TargetSet", "/v1/targets", $"target/{id}", $$"""{{{Where}},{{Goal}},"relatedTo":"meeting/of-{{id}}"}""",
        MeetingHeld($"of-{id}"));

    private static Sample DirectiveFollowUp(string kind, string id, string route, string fields) => new(
        kind, $"/v1/directives/{id}/{route}", $"directive/{id}", $$"""{{{Where}},{{fields}}}""", DirectiveIssued(id));

    /// <summary>What changes a directive as a whole concerns all whom it concerns.</summary>
    private static Sample DirectiveChange(string kind, string id, string route, string fields) => new(
        kind, $"/v1/directives/{id}/{route}", $"directive/{id}", $$"""{{{OfBoth}},{{fields}}}""", DirectiveIssued(id));

    private static Sample TargetFollowUp(string kind, string id, string route, string fields) => new(
        kind, $"/v1/targets/{id}/{route}", $"target/{id}", $$"""{{{Where}},{{fields}}}""", TargetSet(id));

    private static Sample Evaluation(string kind, string id, string route, string fields) => new(
        kind, $"/v1/evaluations/{route}", $"evaluation/{id}", $$"""{{{Where}},{{fields}}}""");
}
