using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Ceremonies;

public sealed class TributeTests
{
    public static TheoryData<Activity> Tributes =>
    [
        new FlowersOffered("Bác Hồ", "Nhà lưu niệm", [CanTho], null),
        new IncenseOffered("Bác Hồ", "Nhà lưu niệm", [CanTho], null),
        new MartyrsCemeteryVisited("Liệt sĩ", "Nghĩa trang liệt sĩ", [CanTho], null),
    ];

    [Theory]
    [MemberData(nameof(Tributes))]
    public void Guests_pay_it_as_well_and_one_occasion_has_several(Activity tribute)
    {
        var paid = Established.Given(tribute.Of(CanTho) with { GuestCityIds = [Hue] }, "ceremony/one");

        Assert.Equal([Hue], paid["ceremony/one"].Entries[0].Activity.GuestCityIds!);
        Assert.Equal(2, paid.Given(tribute.Of(CanTho), "ceremony/one")["ceremony/one"].Entries.Count);
    }
}
