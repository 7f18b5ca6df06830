using System.Globalization;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Benchmarks;

/// <summary>The initial situation, and events for it, spread over cities and campaigns.</summary>
internal static class Samples
{
    public const string Cluster = "cluster-1";
    public const int Cities = 5;
    public const int Campaigns = 4;

    private static readonly string[] Honourees =
        ["Chủ tịch Hồ Chí Minh", "các anh hùng liệt sĩ", "Mẹ Việt Nam anh hùng", "chiến sĩ hy sinh vì dân",
            "liệt sĩ Công an nhân dân"];

    public static string City(int number) => $"city-{number % Cities}";

    public static string Campaign(int number) => $"campaign-{number % Campaigns}";

    /// <summary>Five member cities, the cluster and four open campaign editions.</summary>
    public static IEnumerable<string> Situation()
    {
        for (var i = 0; i < Cities; i++)
            yield return Event("city-registered", $"city/{City(i)}", $"city-{i}",
                new { name = $"Thành phố {i}", gsoCode = $"{40 + i}" });
        yield return Event("cluster-established", $"cluster/{Cluster}", "cluster",
            new
            {
                precision = "Unknown",
                scope = "Cluster",
                governingBody = "Bộ Công an",
                number = 1,
                name = "Cụm thi đua số 1",
            });
        for (var i = 0; i < Cities; i++)
            yield return Event("member-joined", $"cluster/{Cluster}", $"member-{i}", new
            {
                occurredOn = "2010-01-01",
                effectiveOn = "2010-01-01",
                cityId = City(i),
                cityIds = new[] { City(i) },
                unit = new { name = $"Công an thành phố {i}", cityId = City(i) },
            });
        for (var i = 0; i < Campaigns; i++)
            yield return Event("campaign-launched", $"campaign/{Campaign(i)}", $"campaign-{i}", new
            {
                occurredOn = "2012-01-01",
                scope = "Campaign",
                clusterId = Cluster,
                name = $"Phong trào thi đua {i}",
                form = "Regular",
                period = new { from = "2012-01-01", to = "2022-12-31" },
                launcher = new { name = "Bộ Công an" },
            });
    }

    /// <summary>Flowers offered by one city within a campaign: an event that starts a stream.</summary>
    public static string Flowers(string id, int number) => Event("flowers-offered", null, id, new
    {
        occurredOn = new DateOnly(2012, 1, 1).AddDays(number * 7 % 3_900).ToString("O", CultureInfo.InvariantCulture),
        dayPart = number % 2 == 0 ? "Morning" : "Afternoon",
        sequenceHint = number % 3 + 1,
        clusterId = Cluster,
        cityIds = new[] { City(number) },
        campaignIds = new[] { Campaign(number / Cities) },
        honouree = Honourees[number % Honourees.Length],
        place = $"Đài tưởng niệm số {number % 997}, thành phố {number % Cities}",
        participants = new[] { City(number) },
        sources = new[] { new { publisher = "Báo Công an nhân dân", title = $"Lễ dâng hoa lần thứ {number}" } },
    });

    /// <summary>A directive to all cities.</summary>
    public static string Directive(string id) => Event("directive-issued", $"directive/{id}", id, new
    {
        occurredOn = "2022-07-29",
        clusterId = Cluster,
        scope = "Cluster",
        issuer = new { name = "Cụm thi đua số 1" },
        basis = "ConferenceConclusion",
        summary = "Hoàn thành chỉ tiêu năm 2022",
        addressees = Enumerable.Range(0, Cities).Select(City),
    });

    /// <summary>One city's acknowledgement of a recorded directive.</summary>
    public static string Acknowledgement(string directive, int city) =>
        Event("directive-acknowledged", $"directive/{directive}", $"{directive}-{city}", new
        {
            occurredOn = "2022-08-01",
            cityIds = new[] { City(city) },
            city = City(city),
            by = new { name = "Nguyễn Văn A", rank = "Đại tá", post = "Phó Giám đốc" },
        });

    /// <summary>A directive to two cities, with a due day.</summary>
    public static string Directive(string id, int number, DateOnly day, DateOnly dueOn) =>
        Event("directive-issued", $"directive/{id}", id, new
        {
            occurredOn = Day(day),
            clusterId = Cluster,
            cityIds = new[] { City(number), City(number + 1) },
            campaignIds = new[] { Campaign(number) },
            issuer = new { name = "Cụm thi đua số 1" },
            basis = "ConferenceConclusion",
            summary = $"Hoàn thành chỉ tiêu số {number}",
            addressees = new[] { City(number), City(number + 1) },
            dueOn = Day(dueOn),
        });

    /// <summary>One city's acknowledgement of a recorded directive, on a day.</summary>
    public static string Acknowledgement(string directive, int city, DateOnly day) =>
        FollowUp("directive-acknowledged", directive, city, new
        {
            occurredOn = Day(day),
            cityIds = new[] { City(city) },
            city = City(city),
            by = new { name = "Nguyễn Văn A", rank = "Đại tá", post = "Phó Giám đốc" },
        });

    /// <summary>A directive that one city has not fulfilled by its due day.</summary>
    public static string Overdue(string directive, int city, DateOnly day) =>
        FollowUp("directive-overdue", directive, city, new
        {
            occurredOn = Day(day),
            cityIds = new[] { City(city) },
            city = City(city),
            asOf = Day(day),
        });

    /// <summary>The same as an HTTP request.</summary>
    public static byte[] Request(string cloudEvent) =>
        HttpConnection.Post("/v1/events", MediaTypes.CloudEvent, cloudEvent);

    private static string FollowUp(string type, string directive, int city, object data) =>
        Event(type, $"directive/{directive}", $"{type}-{directive}-{city}", data);

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Event(string type, string? subject, string id, object data) => JsonSerializer.Serialize(
        new { specversion = "1.0", id, source = "/benchmarks", type = $"clusterevents.{type}.v1", subject, data },
        RecordJson.Options);
}
