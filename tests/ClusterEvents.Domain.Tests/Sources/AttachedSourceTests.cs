using ClusterEvents.Domain.Sources;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Sources;

public sealed class AttachedSourceTests
{
    private static readonly SourceAttached Nothing = new(null, null, null, null, null, null);

    public static TheoryData<SourceAttached> OfOneField =>
    [
        Nothing with { Publisher = "Báo Cần Thơ" }, Nothing with { Title = "Giao ban" },
        Nothing with { Url = "https://example.vn/1" }, Nothing with { PublishedAt = DateTimeOffset.UnixEpoch },
        Nothing with { Byline = "Lê Hoa" }, Nothing with { Sha256 = new('a', 64) },
    ];

    [Theory]
    [MemberData(nameof(OfOneField))]
    public void Any_one_field_is_a_source(SourceAttached source) =>
        Established.Given(Assert.Single([source], one => !one.Faults().Any()), EditionStream);

    [Fact]
    public void A_source_says_something()
    {
        Assert.Equal([("at-least-one-field", "title")], Nothing.Faults());
        Assert.Contains(("invalid-request", "title"), Established.Faults(Nothing, EditionStream));
    }

    [Theory]
    [InlineData("0123456789abcdefABCDEF0123456789abcdef0123456789abcdef0123456789", true)]
    [InlineData("0123456789abcdefABCDEF0123456789abcdef0123456789abcdef012345678", false)]
    [InlineData("0123456789abcdefABCDEF0123456789abcdef0123456789abcdef01234567890", false)]
    [InlineData("g123456789abcdefABCDEF0123456789abcdef0123456789abcdef0123456789", false)]
    public void A_hash_has_64_hexadecimal_digits(string hash, bool isOne) =>
        Assert.Equal(isOne ? [] : [("not-a-hash", "sha256")], (Nothing with { Sha256 = hash }).Faults());
}
