using System.Text.Json;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Entries;

/// <summary>The timelines that show an activity, read from its stored JSON.</summary>
public sealed class TimelineKeyTests
{
    private static readonly Activity Somewhere = Gifts.Of("2022-07-29", CanTho, DaNang) with
    {
        GuestCityIds = [Hue],
        CampaignIds = [Edition],
    };

    [Fact]
    public void Stored_JSON_names_the_timelines_that_the_activity_names()
    {
        foreach (var activity in new[]
        {
            Somewhere, Somewhere with { GuestCityIds = null }, Somewhere with { CampaignIds = null },
            Somewhere with { CityIds = null }, Somewhere with { GuestCityIds = [CanTho] },
        })
        {
            var type = StoredEvents.Catalogue.TypeOf(activity);
            var shape = StoredEvents.Catalogue.ShapeStoredAs(type.StoredName);
            Assert.Equal(TimelineKey.Showing(type, activity), TimelineKey.Showing(shape, Json(activity)));
        }
    }

    [Fact]
    public void An_earlier_shape_is_read_as_the_current_one() => Assert.Equal(["city/can-tho", "city/hue"],
        TimelineKey.Showing(ShrineVisited.Earlier, JsonElement.Parse(
            """{"place":"Đền Hùng","cities":["can-tho"],"guestCityIds":["hue"]}""")).Select(key => key.ToString()));

    [Fact]
    public void What_is_no_list_names_none() => Assert.Empty(TimelineKey.Showing(
        StoredEvents.Catalogue.ShapeStoredAs(StoredEvents.Catalogue.TypeOf(Gifts).StoredName),
        JsonElement.Parse("""{"cityIds":null,"campaignIds":null}""")));

    private static JsonElement Json(Activity activity) => JsonElement.Parse(RecordJson.Write(activity));
}
