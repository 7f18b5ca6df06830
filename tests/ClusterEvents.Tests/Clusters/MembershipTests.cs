using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Clusters;

[Collection<OnOwnStreams>]
public sealed class MembershipTests(EstablishedApp app)
{
    [Fact]
    public async Task A_member_cannot_join_again_before_it_left() =>
        await app.RefusedAsync(
            Samples.MemberJoined("cum-1-bca", 1, "can-tho", "2021-06-01") with { Before = [] },
            "already-a-member", "effectiveOn");

    [Fact]
    public async Task A_city_that_left_may_join_again_and_leave_again()
    {
        await app.GivenAsync(
            Samples.MemberLeft("cum-30-bca", 30, day: "2022-08-01").With("occurredOn", "2022-07-31"),
            Samples.MemberJoined("cum-30-bca", 30, "can-tho", "2023-01-01"));

        await app.GivenAsync(
            Samples.MemberLeft("cum-30-bca", 30, day: "2024-01-01").On("2023-12-31") with { Before = [] });
    }

    [Fact]
    public async Task The_day_of_leaving_is_the_first_one_as_no_member()
    {
        await app.GivenAsync(Samples.MemberLeft("cum-31-bca", 31, day: "2022-07-30"));
        var gifts = Samples.CommunityActivityHeld("of-a-leaver")
            .With("clusterId", "cum-31-bca").With("campaignIds", null);

        await app.RefusedAsync(gifts.On("2022-07-30"), "city-not-a-member", "cityIds");
        await app.GivenAsync(gifts.On("2022-07-29"));
    }

    [Fact]
    public async Task A_city_cannot_leave_before_it_joined() =>
        await app.RefusedAsync(
            Samples.MemberLeft("cum-32-bca", 32, day: "2019-12-31"), "city-not-a-member", "effectiveOn");

    [Fact]
    public async Task A_city_that_left_cannot_leave_later_as_well()
    {
        var left = Samples.MemberLeft("cum-33-bca", 33, day: "2022-07-30");
        await app.GivenAsync(left);

        await app.RefusedAsync(left.With("effectiveOn", "2022-09-01"), "city-not-a-member", "effectiveOn");
    }

    [Fact]
    public async Task A_second_leaving_does_not_replace_the_first()
    {
        var left = Samples.MemberLeft("cum-34-bca", 34, day: "2022-07-30");
        await app.GivenAsync(left);

        await app.RefusedAsync(left.With("effectiveOn", "2022-06-01"), "city-not-a-member", "effectiveOn");
    }

    [Fact]
    public async Task A_city_that_is_not_on_record_cannot_join()
    {
        await app.GivenAsync(Samples.ClusterEstablished("cum-35-bca", 35));

        await app.RefusedAsync(
            Samples.MemberJoined("cum-35-bca", 35, "nowhere"), "unknown-city", "cityIds", "unit.cityId", "cityId");
    }
}
