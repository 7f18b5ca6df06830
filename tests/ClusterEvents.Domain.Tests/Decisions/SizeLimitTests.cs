using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>An event fits into a leaf of the log and a line of an export to the last byte, and no further.</summary>
public sealed class SizeLimitTests
{
    private static readonly Draft Draft = Established.DraftOf(Gifts.Of(CanTho));

    private static readonly Draft Described = Draft with
    {
        CorrelationId = new('c', 17),
        CausationId = new('d', 19),
        Extensions = new Dictionary<string, object> { ["note"] = new string('e', 23), ["count"] = 5 },
    };

    private static readonly Draft Restored = Draft with
    {
        Original = new(DateTimeOffset.UnixEpoch, new string('n', 29)),
    };

    public static TheoryData<int, string[], string> Events => new()
    {
        { 0, [], "a" }, { 0, ["/a", "recordedby"], "a" }, { 1, ["recordedby"], "a" }, { 2, ["recordedby"], "a" },
        { 0, [], "ệ" }, { 1, [], "," }, { 0, ["/a"], ":" }, { 0, [], "\"" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void The_largest_event_is_as_large_as_that(int which, string[] personal, string letter)
    {
        var draft = new[] { Draft, Described, Restored }[which];
        // The last letters are of one byte each, so that the limit can be met to the byte.
        AcceptedEvent With(int letters, int last) => Accepted(draft, personal,
            string.Concat(Enumerable.Repeat(letter, letters)) + new string('a', last));
        var each = SizeOf(With(1, 0)) - SizeOf(With(0, 0));
        var (letters, last) = Math.DivRem(SizeLimit.LargestEvent - SizeOf(With(0, 0)), each);

        Assert.Equal(SizeLimit.LargestEvent, SizeOf(With(letters, last)));
        Assert.Null(SizeLimit.Check(With(letters, last)));
        Assert.Equal("event-too-large", SizeLimit.Check(With(letters, last + 1))!.Fault.Code);
    }

    [Fact]
    public void A_small_event_fits_however_it_is_counted()
    {
        // Its first, rough count is the limit to the byte, and one more.
        var most = (SizeLimit.LargestEvent - SizeOf(Accepted(Draft, [], "")) + Data("") + Marks("")) / 4;
        foreach (var length in (int[])[most - Data(""), most - Data("") + 1])
            Assert.Null(SizeLimit.Check(Accepted(Draft, [], new('a', length))));

        int Data(string text) => Accepted(Draft, [], text).Data.Length;
        int Marks(string text) => Accepted(Draft, [], text).Data.Count(one => one is ',' or ':');
    }

    /// <summary>As the limit is described: in bytes, with the longest form of every attribute.</summary>
    private static int SizeOf(AcceptedEvent accepted)
    {
        var draft = accepted.Draft;
        string[] attributes =
        [
            draft.Id, draft.Source, draft.CorrelationId ?? "", draft.CausationId ?? "",
            draft.Original?.RecordedBy ?? draft.By.Name, .. draft.Extensions.Keys,
            .. draft.Extensions.Values.Select(value => value as string ?? new string('x', 10)),
        ];
        return 1_024 + (73 * accepted.Personal.Count) + (6 * attributes.Sum(text => text.Length))
            + System.Text.Encoding.UTF8.GetByteCount(accepted.Data)
            + accepted.Data.Count(one => one is ',' or ':');
    }

    private static AcceptedEvent Accepted(Draft draft, string[] personal, string text) => new(
        draft, StreamKey.Parse("community/one"), 1, Gifts with { Kind = text }, new ClaimChange([], []),
        DateTimeOffset.UnixEpoch)
    { Personal = personal };
}
