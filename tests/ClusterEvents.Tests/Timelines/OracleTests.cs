using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Timelines;

[Collection<OnSeeds>]
public sealed class OracleTests(SeededApp app)
{
    private static readonly string[] ReviewDay =
    [
        "FlowersOffered", "IncenseOffered", "MeetingHeld", "RemarksDelivered", "CampaignReviewed",
        "AssessmentRecorded", "PrioritiesSet", "DirectiveIssued", "DirectiveIssued",
    ];

    [Theory]
    [InlineData("campaigns/vi-an-ninh-to-quoc-2022", true)]
    [InlineData("cities/can-tho", true)]
    [InlineData("cities/ha-noi", false)]
    [InlineData("cities/hai-phong", false)]
    [InlineData("cities/da-nang", false)]
    [InlineData("cities/ho-chi-minh", false)]
    public async Task The_review_day_of_the_article_stands_on_each_timeline_in_its_order(string timeline, bool remarks)
    {
        var day = await app.TimelineAsync(timeline, "&from=2022-07-29&to=2022-07-29&order=asc");

        day.Expect(HttpStatusCode.OK);
        Assert.Equal(ReviewDay.Where(kind => remarks || kind != "RemarksDelivered"),
            day.Kinds.Where(kind => kind != "MemberJoined"));
    }
}
