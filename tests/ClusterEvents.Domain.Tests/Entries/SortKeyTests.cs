using ClusterEvents.Domain.Entries;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Entries;

public sealed class SortKeyTests
{
    [Fact]
    public void Entries_stand_by_day_part_of_day_hint_and_recording()
    {
        SortKey first = new(Day("2022-07-29"), 1, 2, DateTimeOffset.UnixEpoch, Guid.Empty);
        SortKey[] inOrder =
        [
            first with { OccurredOn = DateOnly.MinValue, DayPart = 3, SequenceHint = 9 },
            first with { DayPart = 0, SequenceHint = 9 },
            first with { SequenceHint = 1, RecordedAt = DateTimeOffset.MaxValue },
            first, first with { RecordedAt = DateTimeOffset.UnixEpoch.AddTicks(10) },
            first with { RecordedAt = DateTimeOffset.UnixEpoch.AddTicks(10), ActivityId = new(1, 0, 0, new byte[8]) },
            first with { SequenceHint = 3 },
            first with { DayPart = 2 },
            first with { OccurredOn = Day("2022-07-30"), DayPart = 0 },
        ];

        Assert.Equal(inOrder, inOrder.Reverse().Order());
        foreach (var (earlier, later) in inOrder.Zip(inOrder.Skip(1)))
        {
            Assert.True(earlier < later && earlier <= later && later > earlier && later >= earlier);
            Assert.False(earlier > later || earlier >= later || later < earlier || later <= earlier);
        }

#pragma warning disable CS1718 // What is compared with itself is the point here.
        Assert.True(first <= first && first >= first && !(first < first) && !(first > first));
#pragma warning restore CS1718
    }
}
