using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Frame;
using Xunit;

namespace ClusterEvents.Tests.Pages;

public sealed class PageContextTests
{
    private static readonly PageContext Then =
        new(Language.Vietnamese, null, "/cities/hue", "", "2026-07-01T00:00:00Z");

    [Theory]
    [InlineData("/cities/da-nang", "/vi/cities/da-nang?knownAt=2026-07-01T00%3A00%3A00Z")]
    [InlineData("", "/vi?knownAt=2026-07-01T00%3A00%3A00Z")]
    [InlineData("/audit", "/vi/audit")]
    [InlineData("/record", "/vi/record")]
    [InlineData("/record/meeting-held", "/vi/record/meeting-held")]
    [InlineData("/monthly", "/vi/monthly")]
    public void A_link_stays_at_the_point_in_time_where_the_page_has_one(string path, string address) =>
        Assert.Equal(address, Then.To(path));
}
