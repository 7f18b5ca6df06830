using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Sources;
using ClusterEvents.Domain.Targets;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>
/// Who may record each kind of event, for each field that names a city and each role of that city. Hải Phòng leads the
/// cluster in 2022, Cần Thơ hosts its meeting, and Đà Nẵng is somebody else.
/// </summary>
public sealed class EveryRightTests
{
    private static readonly Recorder Lead = OfHaiPhong;
    private static readonly Recorder OfHue = RecorderOf(Hue);
    private static readonly Recorder[] Everyone = [OfCanTho, OfDaNang, Lead, OfHue, Office];

    private static readonly History Led = Established
        .Given(new LeadershipAssigned(2022, HaiPhong, null, LeadershipMode.Elected).OfAll("2022-01-10"), ClusterStream)
        .Given(new DriveOpened("Cao điểm", Day("2022-07-01"), Day("2022-09-02")).OfAll("2022-07-01"), EditionStream)
        .Given(new MeetingScheduled(MeetingKind.Other, Day("2022-12-20"), "Hội trường", PoliceOf(CanTho)).OfAll(),
            "meeting/planned")
        .Given(new MeetingHeld(MeetingKind.Other, "Hội trường", PoliceOf(CanTho), null, null).OfAll(), "meeting/held")
        .Given(new DirectiveIssued(
            Ministry, DirectiveBasis.Plan, null, null, "Việc", Members, Day("2022-07-30"), null).OfAll("2022-07-01"),
            "directive/all")
        .Given(new DirectiveIssued(
            Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho], null, null).Of("2022-07-01", CanTho),
            "directive/own")
        .Given(new TargetSet(null, "x", TargetOperator.AtLeast, 1, TargetUnit.Count, null, Day("2022-07-29"))
            .OfAll("2022-07-01"), "target/all")
        .Given(new CommendationAwarded(CanTho, "Cờ thi đua của Chính phủ", "Chính phủ", "1/QĐ", Day("2022-07-01")).Of(),
            "commendation/awarded");

    private static readonly Goal OneMore =
        new("x", TargetOperator.AtLeast, 2, TargetUnit.Count, null, Day("2022-12-31"));

    /// <summary>An activity of Cần Thơ of each kind, and who may record it beside the office.</summary>
    private static readonly Case[] Cases =
    [
        new(new CityRegistered("Lào Cai", "77", null, null), "city/lao-cai"),
        new(new CityRenamed("Cần Thơ mới", null, Day("2022-01-01"), "Nghị quyết").Of(), "city/can-tho"),
        new(new CitiesMerged(CanTho, [Hue], Day("2023-01-01"), "Nghị quyết").Of(), "city/can-tho"),
        new(new ClusterEstablished("Bộ Công an", null, 2, "Cụm 2") { OccurredOn = Day("2022-07-29") }, null),
        new(new MemberJoined(PoliceOf(Hue), Hue, Day("2022-07-01"), null).Of(), ClusterStream, OfHue),
        new(new MemberLeft(PoliceOf(CanTho), CanTho, Day("2023-01-01"), null).Of(), ClusterStream, OfCanTho),
        new(new LeadershipAssigned(2023, CanTho, null, LeadershipMode.Elected).Of(), ClusterStream, Lead),
        new(new LeadershipHandedOver(HaiPhong, CanTho, 2022).Of(), ClusterStream, Lead),
        new(new RegulationAdopted("Quy chế", null, 2022).Of(CanTho), ClusterStream, Lead),
        new(Launch("Vì trẻ thơ", 2022).Of(CanTho), null, OfCanTho),
        new(Launch("Vì trẻ thơ", 2022).OfAll(), null, Lead),
        new(new DriveOpened("Đợt 2", Day("2022-08-01"), Day("2022-09-02")).Of(CanTho), EditionStream, Lead),
        new(new DriveClosed("Cao điểm", Day("2022-07-01"), Day("2022-09-02")).Of(CanTho), EditionStream, Lead),
        new(new PactSigned([CanTho], null, null).Of(), EditionStream, Lead),
        new(new CampaignReviewed(new(Day("2022-01-01"), Day("2022-06-30")), ReviewKind.MidYear, null).Of(CanTho),
            EditionStream, Lead),
        new(new AssessmentRecorded([new("Phòng ngừa", "Tốt", Polarity.Praise)]).Of(CanTho), EditionStream, OfCanTho),
        new(new AssessmentRecorded([new("Phòng ngừa", "Tốt", Polarity.Praise)]).OfAll(), EditionStream, Lead),
        new(new PrioritiesSet(["x"], "2022").Of(CanTho), EditionStream, Lead),
        new(new CampaignConcluded(null).Of(CanTho), EditionStream, Lead),
        new(new MeetingScheduled(MeetingKind.Other, Day("2022-12-01"), "x", PoliceOf(CanTho)).Of(), null, OfCanTho),
        new(new MeetingScheduled(MeetingKind.Other, Day("2022-12-01"), "x", PoliceOf(CanTho)).OfAll(), null,
            OfCanTho, Lead),
        new(new MeetingPostponed(null, "Bão").OfAll(), "meeting/planned", OfCanTho, Lead),
        new(new MeetingCancelled("Bão").Of(), "meeting/planned", OfCanTho, Lead),
        new(new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).Of(), null, OfCanTho),
        new(new MeetingHeld(MeetingKind.Other, "x", PoliceOf(CanTho), null, null).OfAll("2022-12-20"),
            "meeting/planned", OfCanTho, Lead),
        new(new RemarksDelivered(Officer, RemarksKind.Opening, null).OfAll(), "meeting/held", OfCanTho, Lead),
        new(new RemarksDelivered(Officer, RemarksKind.Opening, null).Of(CanTho), "meeting/held", OfCanTho, Lead),
        new(new FlowersOffered("x", "y", [CanTho], null).Of(), null, OfCanTho),
        new(new FlowersOffered("x", "y", Members, StreamKey.Parse("meeting/held")).OfAll(), null, OfCanTho, Lead),
        new(new IncenseOffered("x", "y", [CanTho], null).Of(), null, OfCanTho),
        new(new MartyrsCemeteryVisited("x", "y", [CanTho], null).Of(), null, OfCanTho),
        new(new CommunityActivityHeld("Tặng quà", null).Of(CanTho), null, OfCanTho),
        new(new CommunityActivityHeld("Tặng quà", null).OfAll(), null, Lead),
        new(new DirectiveIssued(PoliceOf(CanTho), DirectiveBasis.Plan, null, null, "Việc", [CanTho], null, null).Of(),
            null, OfCanTho),
        new(new DirectiveIssued(Ministry, DirectiveBasis.Plan, null, null, "Việc", [CanTho], null, null).Of(), null,
            OfCanTho, Lead),
        new(new DirectiveAcknowledged(CanTho, Officer).Of(), "directive/all", OfCanTho),
        new(new DirectiveProgressReported(CanTho, 50, "x").Of(), "directive/all", OfCanTho),
        new(new DirectiveFulfilled(CanTho, "x").Of(), "directive/all", OfCanTho),
        new(new DirectiveOverdue(CanTho, Day("2022-07-31")).Of("2022-07-31"), "directive/all", OfCanTho),
        new(new DirectiveAmended(Day("2022-12-31"), "x", null).Of(), "directive/all", Lead),
        new(new DirectiveAmended(Day("2022-12-31"), "x", null).Of(CanTho), "directive/own", OfCanTho, Lead),
        new(new DirectiveRevoked("x", null).Of(), "directive/all", Lead),
        new(new TargetSet(CanTho, "x", TargetOperator.AtLeast, 1, TargetUnit.Count, null, Day("2022-12-31")).Of(), null,
            OfCanTho),
        new(new TargetSet(null, "x", TargetOperator.AtLeast, 1, TargetUnit.Count, null, Day("2022-12-31")).OfAll(),
            null, Lead),
        new(Revised(CanTho).Of(), "target/all", OfCanTho),
        new(Revised(null).Of(), "target/all", Lead),
        new(new TargetProgressReported(CanTho, 1, Day("2022-07-29"), null).Of(), "target/all", OfCanTho),
        new(new TargetMet(CanTho, 1).Of(), "target/all", OfCanTho),
        new(new TargetMissed(CanTho, 0).Of(), "target/all", OfCanTho),
        new(new CrossInspectionConducted(CanTho, HaNoi).Of(), null, OfCanTho),
        new(new ScoreSubmitted(CanTho, 1, 95, 100).Of(), null, OfCanTho),
        new(new ScoreFinalised(CanTho, 1, 95, 100).Of(), null, Lead),
        new(new UnitNominated(CanTho, "Cờ thi đua", null).Of(), null, Lead),
        new(new CommendationAwarded(CanTho, "Cờ thi đua của Chính phủ", "Chính phủ", "2/QĐ", Day("2022-07-01")).Of(),
            null, Lead),
        new(new CommendationRevoked(StreamKey.Parse("commendation/awarded"), "3/QĐ", "x").Of(CanTho),
            "commendation/awarded", Lead),
        new(new SourceAttached(null, "x", null, null, null, null).Of(), "meeting/held", OfCanTho, Lead),
        new(new SourceAttached(null, "x", null, null, null, null).Of(CanTho), "directive/all", OfCanTho, Lead),
        new(new EntryCorrected(Entry("meeting/held"), [new("venue", Json("Hội trường"), Json("Nhà hát"))], "x"),
            "meeting/held", OfCanTho, Lead),
        new(new EntryRetracted(Entry("target/all"), "x"), "target/all", Lead),
        new(new EntryReinstated(Entry("meeting/held"), "x"), "meeting/held", OfCanTho, Lead),
        new(new EntryDisputed(Entry("directive/all"), CanTho, "x"), "directive/all", OfCanTho),
        new(new DisputeWithdrawn(Entry("meeting/held"), CanTho, "x"), "meeting/held", OfCanTho),
        new(new PersonalFieldsErased(Entry("meeting/held"), "x", "y", "z", null), "meeting/held"),
    ];

    public static TheoryData<int> Numbers => [.. Cases.Select((_, number) => number)];

    public static TheoryData<string> Kinds => [.. StoredEvents.Catalogue.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_its_case(string kind) => Assert.True(Cases.Any(one => one.Kind == kind),
        $"{kind} has no case: add one to {nameof(Cases)} that says who may record it.");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_field_that_names_a_city_says_what_the_city_is(string kind)
    {
        StoredEvents.Catalogue.TryGet(kind, out var type);
        Assert.All(RecordReader.Of(type!.ClrType).Fields.Where(field =>
            (Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType) is var held
            && !field.IsOfEnvelope && (held == typeof(CityId) || held == typeof(Organisation)
                || held.IsAssignableTo(typeof(IEnumerable<CityId>)))), field => Assert.NotNull(field.Role));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_rightful_may_record_it_and_nobody_else(int number)
    {
        var one = Cases[number];
        foreach (var by in Everyone)
            Assert.Equal(
                (by.Name, by == Office ? one.Activity is not PersonalFieldsErased : one.Rightful.Contains(by)),
                (by.Name, IsPermitted(Led.When(one.Activity, one.On, by))));
        foreach (var by in one.Rightful.Append(Recorder.System))
            if (one.Activity is not (EntryReinstated or DisputeWithdrawn or PersonalFieldsErased))
                Led.When(one.Activity, one.On, by).Accepted();
    }

    /// <summary>Whatever a field says of a city: who records for another alone has nothing to say about it.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void Nobody_names_another_city_in_any_field(int number)
    {
        var one = Cases[number];
        foreach (var (field, role, other) in Naming(one, DaNang))
        {
            foreach (var by in one.Rightful.Where(by => by != Lead))
            {
                // One peer inspects another, and what a host says is that of the host.
                var may = (one.Type.Right == Right.Peers && role == CityRole.Judged)
                    || (Hosts(one, by) && field is "cityIds" or "participants");
                Assert.Equal((field, by.Name, may), (field, by.Name, IsPermitted(Led.When(other, one.On, by))));
            }

            Assert.True(IsPermitted(Led.When(other, one.On, Office)), field);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void No_correction_gives_what_a_recording_could_not(int number)
    {
        var one = Cases[number];
        if (one.Activity is ICorrection or CityRegistered or CitiesMerged) return;
        var recorded = Led.Given(one.Activity, one.On);
        var (stream, entry) = (recorded.Events[^1].Stream.ToString(), recorded.Events[^1]);

        foreach (var by in Everyone)
        {
            var mayRetract = by == Office || one.Rightful.Contains(by);
            Assert.Equal((by.Name, mayRetract),
                (by.Name, IsPermitted(recorded.When(new EntryRetracted(entry.Id, "x"), stream, by))));
        }

        foreach (var (field, role, other) in Naming(one with { Activity = entry.Activity }, DaNang))
        {
            var (before, after) = (RecordJson.ObjectOf(entry.Activity), RecordJson.ObjectOf(other));
            var changes = after.Where(pair => !JsonNode.DeepEquals(pair.Value, before[pair.Key])).Select(pair =>
                new Change(pair.Key, Element(before[pair.Key]), Element(pair.Value))).ToArray();
            if (changes.Length == 0) continue;
            foreach (var by in one.Rightful.Where(by => by != Lead && !Hosts(one, by)))
                if (!(one.Type.Right == Right.Peers && role == CityRole.Judged))
                    Assert.False(IsPermitted(recorded.When(new EntryCorrected(entry.Id, changes, "x"), stream, by)),
                        field);
        }
    }

    private static bool Hosts(Case one, Recorder by) => by == OfCanTho
        && (one.Activity is MeetingHeld or MeetingScheduled || one.On is "meeting/held" or "meeting/planned"
            || one.Activity is IAccompanies { RelatedTo: not null });

    /// <summary>The activity with another city in each field that can name one, among its cities as well.</summary>
    private static IEnumerable<(string Field, CityRole? Role, Activity Activity)> Naming(Case one, CityId other)
    {
        if (one.Activity is ICorrection || one.Type.Right == Right.Office) yield break;
        var fields = NamedCities.FieldsOf(one.Type.ClrType);
        foreach (var field in fields)
        {
            var json = RecordJson.ObjectOf(one.Activity);
            var name = JsonValue.Create(other.Value);
            if (field.IsList) json[field.Name]!.AsArray().Add(name);
            else if (field.Property.PropertyType == typeof(Organisation)) json[field.Name]!["cityId"] = name;
            else json[field.Name] = name;
            json.Remove("cityIds");
            if (one.Activity is { Scope: Scope.City } && !NamedCities.AreAlwaysNamed(one.Type.ClrType))
                json["cityIds"] = new JsonArray(CanTho.Value, other.Value);
            yield return (field.Name, field.Role, (Activity)json.Deserialize(one.Type.ClrType, RecordJson.Options)!);
        }

        if (one.Activity is { Scope: Scope.City, CityIds: not null })
            yield return ("cityIds", null, one.Activity with { CityIds = [.. one.Activity.CityIds, other] });
    }

    private static bool IsPermitted(Decided decided) =>
        decided.Rejections.All(rejection => rejection.Kind != RejectionKind.NotAllowed);

    private static Guid Entry(string stream) => Led.Last(stream);

    private static TargetRevised Revised(CityId? city) => new(
        city, OneMore.Metric, OneMore.Operator, OneMore.Value, OneMore.Unit, OneMore.Baseline, OneMore.DueOn);

    private static JsonElement Json(string text) => JsonSerializer.SerializeToElement(text);

    private static JsonElement? Element(JsonNode? node) =>
        node is null ? null : JsonSerializer.SerializeToElement(node);

    private sealed record Case(Activity Activity, string? On, params Recorder[] Rightful)
    {
        public ActivityType Type => StoredEvents.Catalogue.TypeOf(Activity);

        public string Kind => Type.Name;
    }
}
