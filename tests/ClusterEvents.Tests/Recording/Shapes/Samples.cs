namespace ClusterEvents.Tests.Recording.Shapes;

/// <summary>One sample of every event type with all of its fields, each on its own stream.</summary>
public static partial class Samples
{
    private const string Where = """
        "occurredOn":"2022-07-29","clusterId":"cum-1-bca","cityIds":["can-tho"],
        "campaignIds":["vi-an-ninh-to-quoc-2022"]
        """;

    private const string OfBoth = """
        "occurredOn":"2022-07-29","clusterId":"cum-1-bca","cityIds":["can-tho","da-nang"],
        "campaignIds":["vi-an-ninh-to-quoc-2022"]
        """;

    private const string OfCampaign = """ "occurredOn":"2022-07-29","scope":"Cluster" """;

    /// <summary>Every kind, on streams that no other sample uses.</summary>
    public static IReadOnlyList<Sample> All =>
    [
        CityRegistered("ha-noi"),
        ClusterEstablished("cum-2-bca", 2), MemberJoined("cum-3-bca", 3), MemberLeft("cum-4-bca", 4),
        LeadershipAssigned("cum-5-bca", 5), LeadershipHandedOver("cum-6-bca", 6), RegulationAdopted("cum-7-bca", 7),
        CampaignLaunched("launched-2022"), DriveOpened("opened-2022"), DriveClosed("closed-2022"),
        PactSigned("pact-2022"),
        CampaignReviewed("reviewed-2022"), AssessmentRecorded("assessed-2022"), PrioritiesSet("prioritised-2022"),
        CampaignConcluded("concluded-2022"),
        MeetingScheduled("scheduled"), MeetingPostponed("postponed"), MeetingCancelled("cancelled"),
        MeetingHeld("held"),
        RemarksDelivered("spoken"),
        FlowersOffered("tribute-1"), IncenseOffered("tribute-2"), MartyrsCemeteryVisited("tribute-3"),
        CommunityActivityHeld("gifts"),
        DirectiveIssued("directive"),
        SourceAttached("sourced"),
        .. FollowUps,
    ];

    public static Sample Of(string kind) => All.SingleOrDefault(sample => sample.Kind == kind)
        ?? throw new ArgumentException($"{kind} has no sample yet: add one with all of its fields.", nameof(kind));

    public static Sample CityRegistered(string id, string name = "Hà Nội", string gsoCode = "01") => new(
        "CityRegistered", "/v1/cities", $"city/{id}",
        $$"""{"name":"{{name}}","gsoCode":"{{gsoCode}}","isoCode":"VN-HN","validFrom":"2008-08-01"}""");

    public static Sample ClusterEstablished(string id, int number) => new(
        "ClusterEstablished", "/v1/clusters", $"cluster/{id}",
        $$"""
        {"occurredOn":"2019-12-31","precision":"OnOrBefore","assertion":"Inferred","scope":"Cluster",
         "governingBody":"Bộ Công an","block":"Khối Công an các thành phố","number":{{number}},
         "name":"Cụm thi đua số {{number}}"}
        """);

    public static Sample MemberJoined(string id, int number = 3, string city = "can-tho", string day = "2020-01-01")
        => new(
        "MemberJoined", $"/v1/clusters/{id}/members", $"cluster/{id}",
        $$"""
        {"occurredOn":"{{day}}","precision":"OnOrBefore","unit":{"name":"Công an {{city}}","cityId":"{{city}}"},
         "cityId":"{{city}}","effectiveOn":"{{day}}","basis":"Quyết định 1"}
        """, ClusterEstablished(id, number));

    public static Sample MemberLeft(string id, int number = 4, string city = "can-tho", string day = "2022-07-30")
        => new(
        "MemberLeft", $"/v1/clusters/{id}/departures", $"cluster/{id}",
        $$"""
        {"occurredOn":"2022-07-29","unit":{"name":"Công an {{city}}","cityId":"{{city}}"},"cityId":"{{city}}",
         "effectiveOn":"{{day}}","basis":"Quyết định 2"}
        """, MemberJoined(id, number));

    public static Sample LeadershipAssigned(string id, int number = 5) => new(
        "LeadershipAssigned", $"/v1/clusters/{id}/leadership", $"cluster/{id}",
        """
        {"occurredOn":"2022-01-10","scope":"Cluster","year":2022,"lead":"can-tho","deputy":"da-nang","mode":"Elected"}
        """, MemberJoined(id, number), MemberJoined(id, number, "da-nang"));

    public static Sample LeadershipHandedOver(string id, int number = 6) => new(
        "LeadershipHandedOver", $"/v1/clusters/{id}/handovers", $"cluster/{id}",
        """{"occurredOn":"2022-12-20","scope":"Cluster","from":"can-tho","to":"da-nang","forYear":2023}""",
        LeadershipAssigned(id, number));

    public static Sample RegulationAdopted(string id, int number = 7) => new(
        "RegulationAdopted", $"/v1/clusters/{id}/regulations", $"cluster/{id}",
        """{"occurredOn":"2022-01-10","scope":"Cluster","title":"Quy chế","documentRef":"12/QC","year":2022}""",
        MemberJoined(id, number));

    public static Sample CampaignLaunched(string id) => new(
        "CampaignLaunched", "/v1/campaigns", $"campaign/{id}",
        $$"""
        {"occurredOn":"2022-01-01","precision":"Year","scope":"Campaign","clusterId":"cum-1-bca",
         "name":"Phong trào {{id}}","form":"Thematic","period":{"from":"2022-01-01","to":"2022-12-31"},
         "slogan":"Vì nước quên thân","launcher":{"name":"Bộ Công an"},"campaignIds":["{{id}}"]}
        """);

    public static Sample DriveOpened(string id) => new(
        "DriveOpened", $"/v1/campaigns/{id}/drives", $"campaign/{id}",
        $$"""{{{OfCampaign}},"name":"Cao điểm","from":"2022-07-01","to":"2022-09-02"}""", CampaignLaunched(id));

    public static Sample DriveClosed(string id) => new(
        "DriveClosed", $"/v1/campaigns/{id}/drive-closures", $"campaign/{id}",
        $$"""{{{OfCampaign}},"name":"Cao điểm","from":"2022-07-01","to":"2022-07-28"}""", DriveOpened(id));

    public static Sample PactSigned(string id) => new(
        "PactSigned", $"/v1/campaigns/{id}/pacts", $"campaign/{id}",
        $$"""
        {{{OfCampaign}},"signatories":["can-tho","da-nang"],"pactRef":"GU-01","titlesRegistered":["Cờ thi đua"]}
        """, CampaignLaunched(id));

    public static Sample CampaignReviewed(string id) => new(
        "CampaignReviewed", $"/v1/campaigns/{id}/reviews", $"campaign/{id}",
        $$"""
        {{{OfCampaign}},"period":{"from":"2022-01-01","to":"2022-06-30"},"kind":"MidYear","meeting":"meeting/of-{{id}}"}
        """, CampaignLaunched(id), MeetingHeld($"of-{id}"));

    public static Sample AssessmentRecorded(string id) => new(
        "AssessmentRecorded", $"/v1/campaigns/{id}/assessments", $"campaign/{id}",
        $$"""
        {{{OfCampaign}},"items":[{"topic":"Phòng ngừa","text":"Chủ động","polarity":"Praise"},
          {"topic":"Báo cáo","text":"Còn chậm","polarity":"Shortfall"}]}
        """, CampaignLaunched(id));

    public static Sample PrioritiesSet(string id) => new(
        "PrioritiesSet", $"/v1/campaigns/{id}/priorities", $"campaign/{id}",
        $$"""{{{OfCampaign}},"items":["Chỉ tiêu còn lại","Việc cấp bách"],"horizon":"Sáu tháng cuối năm"}""",
        CampaignLaunched(id));

    public static Sample CampaignConcluded(string id) => new(
        "CampaignConcluded", $"/v1/campaigns/{id}/conclusion", $"campaign/{id}",
        $$"""{"occurredOn":"2022-12-30","scope":"Campaign","meeting":"meeting/of-{{id}}"}""",
        CampaignLaunched(id), MeetingHeld($"of-{id}"));

    public static Sample MeetingScheduled(string id) => new(
        "MeetingScheduled", "/v1/meetings/schedules", $"meeting/{id}",
        $$"""
        {{{Where}},"kind":"YearEndReview","plannedOn":"2022-12-20","venue":"Hội trường",
         "hostUnit":{"name":"Công an Cần Thơ"} }
        """);

    public static Sample MeetingPostponed(string id) => new(
        "MeetingPostponed", $"/v1/meetings/{id}/postponements", $"meeting/{id}",
        $$"""{{{Where}},"newPlannedOn":"2022-12-27","reason":"Bão"}""", MeetingScheduled(id));

    public static Sample MeetingCancelled(string id) => new(
        "MeetingCancelled", $"/v1/meetings/{id}/cancellation", $"meeting/{id}",
        $$"""{{{Where}},"reason":"Dịch bệnh"}""", MeetingScheduled(id));

    public static Sample MeetingHeld(string id) => new(
        "MeetingHeld", "/v1/meetings", $"meeting/{id}",
        $$"""
        {{{Where}},"dayPart":"Morning","localTime":"08:30:00","sequenceHint":3,"guestCityIds":["hai-phong"],
         "kind":"MidYearReview","venue":"Hội trường","hostUnit":{"name":"Công an Cần Thơ","cityId":"can-tho"},
         "attendance":1200,"chair":{"name":"Nguyễn Văn A","rank":"Đại tá","post":"Giám đốc","unit":"Công an Cần Thơ"},
         "sources":[{"publisher":"Báo","title":"Bài","url":"https://example.org/1",
                     "publishedAt":"2022-07-29T09:49:00+07:00","byline":"Người viết","note":"Trang 1"}]}
        """);

    public static Sample RemarksDelivered(string id) => new(
        "RemarksDelivered", $"/v1/meetings/{id}/remarks", $"meeting/{id}",
        $$"""
        {{{Where}},"person":{"name":"Nguyễn Văn A","rank":"Đại tá","post":"Giám đốc","unit":"Công an Cần Thơ"},
         "kind":"Opening","gist":"Khai mạc"}
        """, MeetingHeld(id));

    public static Sample FlowersOffered(string id) => Tribute("FlowersOffered", "/v1/ceremonies/flowers", id);

    public static Sample IncenseOffered(string id) => Tribute("IncenseOffered", "/v1/ceremonies/incense", id);

    public static Sample MartyrsCemeteryVisited(string id) =>
        Tribute("MartyrsCemeteryVisited", "/v1/ceremonies/martyrs-cemetery-visits", id);

    public static Sample CommunityActivityHeld(string id) => new(
        "CommunityActivityHeld", "/v1/community-activities", $"community/{id}",
        $$"""{{{Where}},"kind":"Tặng quà gia đình chính sách","amountVnd":150000000}""");

    public static Sample DirectiveIssued(string id) => new(
        "DirectiveIssued", "/v1/directives", $"directive/{id}",
        $$"""
        {{{OfBoth}},"issuer":{"name":"Cụm thi đua số 1","cityId":"can-tho"},"basis":"OfficialLetter",
         "documentNumber":"15/CV","documentDate":"2022-07-28","summary":"Hoàn thành chỉ tiêu",
         "addressees":["can-tho","da-nang"],"dueOn":"2022-12-31","horizon":"Cuối năm",
         "relatedTo":"meeting/of-{{id}}"}
        """, MeetingHeld($"of-{id}"));

    public static Sample SourceAttached(string id) => new(
        "SourceAttached", $"/v1/streams/meeting/{id}/sources", $"meeting/{id}",
        $$"""
        {"occurredOn":"2022-07-29","publisher":"Báo","title":"Bài","url":"https://example.org/2","byline":"Người viết",
         "publishedAt":"2022-07-29T09:49:00+07:00","sha256":"{{new string('a', 64)}}"}
        """, MeetingHeld(id));

    private static Sample Tribute(string kind, string path, string id) => new(kind, path, $"ceremony/{id}",
        $$"""
        {{{OfBoth}},"dayPart":"Evening","honouree":"Chủ tịch Hồ Chí Minh","place":"Nhà tưởng niệm",
         "participants":["can-tho","da-nang"],"relatedTo":"meeting/of-{{id}}"}
        """, MeetingHeld($"of-{id}"));
}
