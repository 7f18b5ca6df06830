using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Model;
using FsCheck;
using FsCheck.Fluent;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Generated;

internal static class CityAndClusterCommands
{
    private static readonly string?[] Cluster = [ClusterStream, ClusterStream, ClusterStream, "cluster/unknown"];

    public static readonly KeyValuePair<Type, Gen<Command>>[] All =
    [
        Commands.Of(
            from name in Gen.Elements("Thành phố Hải Dương", "Hà Nội", "Quảng Nam", "—")
            from code in Gen.Elements("30", "49", "00", "1")
            from iso in Gen.Elements("VN-61", null)
            from since in Values.Maybe(Values.Day)
            select new CityRegistered(name, code, iso, since), null, null, "city/hai-duong", "city/ha-noi"),
        Commands.Of(
            from absorbed in Gen.Frequency(
                (6, Gen.Elements<CityId[]>([Hue], [HaiPhong, Hue])), (2, Values.Cities))
            from day in Values.Day
            select new CitiesMerged(CanTho, absorbed, day, "Nghị quyết 202/2025/QH15"), "city/can-tho", "city/can-tho",
            "city/da-nang"),
        Commands.Of(
            from name in Gen.Elements("Thành phố Huế", "Cần Thơ", "—")
            from iso in Gen.Elements("VN-26", null)
            from day in Values.Day
            select new CityRenamed(name, iso, day, "Nghị quyết 175/2024/QH15"), "city/hue", "city/can-tho",
            "city/unknown"),
        Commands.Of(
            from block in Gen.Elements(null, "Khối các thành phố")
            from number in Gen.Choose(0, 4)
            select new ClusterEstablished("Bộ Công an", block, number, $"Cụm thi đua số {number}"), null, null,
            "cluster/cum-2", ClusterStream),
        Commands.Of(
            from city in Gen.Frequency((3, Gen.Constant(Hue)), (1, Values.City))
            from day in Values.Day
            from basis in Values.MaybeText
            select new MemberJoined(PoliceOf(city), city, day, basis), Cluster),
        Commands.Of(
            from city in Values.City
            from day in Values.Day
            from basis in Values.MaybeText
            select new MemberLeft(PoliceOf(city), city, day, basis), Cluster),
        Commands.Of(
            from year in Values.Year
            from lead in Values.City
            from deputy in Values.Maybe(Values.City)
            from mode in Values.OneOf<LeadershipMode>()
            select new LeadershipAssigned(year, lead, deputy, mode), Cluster),
        Commands.Of(
            from @from in Gen.Frequency((3, Gen.Constant(CanTho)), (1, Values.City))
            from to in Values.City
            from year in Gen.Frequency((3, Gen.Elements(2022, 2023)), (1, Values.Year))
            select new LeadershipHandedOver(@from, to, year), Cluster),
        Commands.Of(
            from title in Values.Text
            from reference in Values.MaybeText
            from year in Values.Year
            select new RegulationAdopted(title, reference, year), Cluster),
    ];
}
