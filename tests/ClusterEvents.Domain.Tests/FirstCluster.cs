using System.Globalization;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Tests;

/// <summary>
/// The first cluster of the Ministry of Public Security, of which most tests tell: five members since 2020 and the
/// edition of its campaign for 2022. Huế is a city on record that is no member.
/// </summary>
public static class FirstCluster
{
    public const string Id = "cum-1-bca";
    public const string ClusterStream = $"cluster/{Id}";
    public const string Edition = "vi-an-ninh-to-quoc-2022";
    public const string EditionStream = $"campaign/{Edition}";

    public static readonly CityId CanTho = new("can-tho");
    public static readonly CityId DaNang = new("da-nang");
    public static readonly CityId HaNoi = new("ha-noi");
    public static readonly CityId HaiPhong = new("hai-phong");
    public static readonly CityId HoChiMinh = new("ho-chi-minh");

    /// <summary>A city on record that is no member.</summary>
    public static readonly CityId Hue = new("hue");

    /// <summary>A city that nobody registered.</summary>
    public static readonly CityId Unregistered = new("dalat");

    /// <summary>The members in the order of their keys.</summary>
    public static readonly CityId[] Members = [CanTho, DaNang, HaNoi, HaiPhong, HoChiMinh];

    /// <summary>What a city may do on any day.</summary>
    public static readonly CommunityActivityHeld Gifts = new("Tặng quà", null);

    public static readonly Organisation Ministry = new("Bộ Công an", null);

    public static readonly Person Officer = new("Vũ Thành Thức", "Đại tá", "Phó Giám đốc", "Công an TP Cần Thơ");

    /// <summary>Somebody who records for Cần Thơ alone.</summary>
    public static readonly Recorder OfCanTho = RecorderOf(CanTho);

    /// <summary>Somebody who records for Đà Nẵng alone.</summary>
    public static readonly Recorder OfDaNang = RecorderOf(DaNang);

    /// <summary>Somebody who records for Hải Phòng alone.</summary>
    public static readonly Recorder OfHaiPhong = RecorderOf(HaiPhong);

    /// <summary>Somebody who records for Cần Thơ and Đà Nẵng.</summary>
    public static readonly Recorder OfBoth = new("both", false, new HashSet<string> { "da-nang", "can-tho" });

    /// <summary>The office of the cluster, which records for all cities and is no administrator.</summary>
    public static readonly Recorder Office = new("cluster-office", true, new HashSet<string>());

    /// <summary>The cities, the cluster, its members and the edition.</summary>
    public static readonly History Established = Record();

    /// <summary>Somebody who records for one city alone.</summary>
    public static Recorder RecorderOf(CityId city) =>
        new($"{city}-office", false, new HashSet<string> { city.Value });

    /// <summary>A day as yyyy-MM-dd.</summary>
    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Organisation PoliceOf(CityId city) => new($"Công an {city}", city);

    /// <summary>The activity as the whole cluster's, on the day of the mid-year review or another.</summary>
    public static Activity OfAll(this Activity activity, string day = "2022-07-29") =>
        activity with { OccurredOn = Day(day), ClusterId = Id, Scope = Scope.Cluster };

    /// <summary>The activity as that of some cities, on the day of the mid-year review or another.</summary>
    public static Activity Of(this Activity activity, string day, params CityId[] cities) =>
        activity with { OccurredOn = Day(day), ClusterId = Id, CityIds = cities.Length == 0 ? null : cities };

    public static Activity Of(this Activity activity, params CityId[] cities) => activity.Of("2022-07-29", cities);

    /// <summary>The activity with a date that is known to the month, to the year, or not at all.</summary>
    public static Activity Known(this Activity activity, Precision precision) =>
        activity with { Precision = precision };

    public static CampaignLaunched Launch(string name, int year) => new(name, CampaignForm.Regular,
        new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)), Ministry, Slogan: null);

    /// <summary>The same as an event of the campaign with this id, on the first day of its year.</summary>
    public static CampaignLaunched Launch(string name, int year, string id) => Launch(name, year) with
    {
        OccurredOn = new DateOnly(year, 1, 1),
        ClusterId = Id,
        Scope = Scope.Campaign,
        CampaignIds = [id],
    };

    /// <summary>A meeting planned for September 2022.</summary>
    public static MeetingScheduled Plan() =>
        new(MeetingKind.Thematic, Day("2022-09-01"), "Hội trường", PoliceOf(CanTho));

    /// <summary>A city becomes part of another, which was decided in December 2022.</summary>
    public static CitiesMerged Merge(CityId into, CityId part, string day = "2023-01-01") =>
        new(into, [part], Day(day), "Nghị quyết") { OccurredOn = Day("2022-12-01") };

    private static History Record()
    {
        var history = Members.Append(Hue).Index().Aggregate(History.Empty, (one, city) => one.Given(
            new CityRegistered(city.Item.Value, $"{city.Index:00}", null, null), city.Item.Stream.ToString()));
        history = history.Given(new ClusterEstablished("Bộ Công an", null, 1, "Cụm thi đua số 1")
        {
            OccurredOn = Day("2019-12-31"),
            Scope = Scope.Cluster,
        });
        history = Members.Aggregate(history, (one, city) => one.Given(
            new MemberJoined(PoliceOf(city), city, Day("2020-01-01"), Basis: null).Of("2020-01-01"), ClusterStream));
        return history.Given(Launch("Vì an ninh Tổ quốc", 2022, Edition));
    }
}
