using ClusterEvents.Recording.Appending;
using Xunit;

namespace ClusterEvents.Tests.Recording.Appending;

/// <summary>Whose request is recorded next.</summary>
public sealed class TurnsTests
{
    private readonly Turns<string> _turns = new(largestGroup: 100);

    [Fact]
    public void Small_requests_are_recorded_together_one_of_each_sender_in_turn()
    {
        Add("mallory", "a", 1, "b", 1, "c", 1);
        Add("lan", "x", 1);

        Assert.Equal(["a", "x", "b", "c"], _turns.Next());
        Assert.Empty(_turns.Next());
        Assert.Equal(0, _turns.Count);
    }

    [Fact]
    public void A_group_ends_when_it_is_full_and_the_next_goes_on_with_the_next_sender()
    {
        Add("mallory", "a", 60, "b", 60, "c", 60);
        Add("lan", "x", 60);
        Add("hoa", "y", 1);

        Assert.Equal(["a", "x"], _turns.Next());
        Assert.Equal(["y", "b"], _turns.Next());
        Assert.Equal(["c"], _turns.Next());
    }

    [Fact]
    public void While_others_send_nobody_has_more_than_a_share_of_a_group()
    {
        Add("mallory", "a", 40, "b", 40, "c", 40, "d", 40);
        Add("lan", "x", 1);

        Assert.Equal(["a", "x"], _turns.Next());
        // Who was answered sends again, and need not wait for a whole group by then.
        Assert.Equal(["b"], _turns.Next());
        Assert.Equal(["c", "d"], _turns.Next());
    }

    [Fact]
    public void A_large_request_is_recorded_alone_and_small_ones_wait_for_one_at_most()
    {
        Add("mallory", "A", 1_000, "B", 1_000, "C", 64);
        Assert.Equal(["A"], _turns.Next());
        Add("lan", "x", 1, "y", 63);

        Assert.Equal(["x", "y"], _turns.Next());
        Add("lan", "z", 1);
        Assert.Equal(["B"], _turns.Next());
        Assert.Equal(["z"], _turns.Next());
        Assert.Equal(["C"], _turns.Next());
    }

    [Fact]
    public void Senders_of_large_requests_take_turns_too()
    {
        Add("mallory", "A", 1_000, "B", 1_000);
        Add("lan", "X", 500);

        Assert.Equal(["A"], _turns.Next());
        Assert.Equal(["X"], _turns.Next());
        Assert.Equal(["B"], _turns.Next());
    }

    [Fact]
    public void Each_senders_own_requests_stay_in_their_order()
    {
        Add("mallory", "a", 1, "B", 500, "c", 1, "D", 500, "e", 1);

        Assert.Equal(["a"], _turns.Next());
        Assert.Equal(["B"], _turns.Next());
        Assert.Equal(["c"], _turns.Next());
        Assert.Equal(["D"], _turns.Next());
        Assert.Equal(["e"], _turns.Next());
    }

    private void Add(string sender, params object[] requests)
    {
        foreach (var pair in requests.Chunk(2)) _turns.Add(sender, (string)pair[0], (int)pair[1]);
    }
}
