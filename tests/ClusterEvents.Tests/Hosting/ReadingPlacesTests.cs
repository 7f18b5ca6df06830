using ClusterEvents.Hosting.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>A caller who is alone reads with all places, and beside another one with its share.</summary>
public sealed class ReadingPlacesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReadingPlaces _places;

    public ReadingPlacesTests() => _places = new(new(All: 100, Each: 4, Waiting: 3), shared: 2, _time);

    [Fact]
    public async Task Who_is_alone_has_all_places_also_for_large_pages()
    {
        for (var i = 0; i < 4; i++) Assert.True(Take("mallory", isLarge: i > 1).IsCompletedSuccessfully);
        for (var i = 0; i < 3; i++) Assert.False(Take("mallory").IsCompleted);

        Assert.Null(await Take("mallory"));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void Beside_another_caller_there_is_one_a_processor_and_a_large_page_takes_two(bool isLarge, int most)
    {
        _places.Note("lan");

        for (var i = 0; i < most; i++) Assert.True(Take("mallory", isLarge).IsCompletedSuccessfully);
        Assert.False(Take("mallory", isLarge).IsCompleted);
        // What waits there takes nothing from the other.
        Assert.True(Take("lan").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_waits_goes_on_in_turn_and_with_all_places_once_the_other_is_gone()
    {
        _places.Note("lan");
        var first = await Take("mallory", isLarge: true);
        var (second, third) = (Take("mallory", isLarge: true), Take("mallory"));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(second.IsCompleted);
        first!.Dispose();
        first.Dispose();

        Assert.NotNull(await second);
        Assert.NotNull(await third);
    }

    [Fact]
    public async Task Who_gives_up_waits_no_longer()
    {
        _places.Note("lan");
        var first = await Take("mallory", isLarge: true);
        using var leaving = new CancellationTokenSource();
        var second = _places.TakeAsync("mallory", isLarge: true, leaving.Token).AsTask();
        var third = Take("mallory", isLarge: true);

        await leaving.CancelAsync();
        first!.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.NotNull(await third);
    }

    private Task<IDisposable?> Take(string caller, bool isLarge = false)
    {
        _places.Note(caller);
        return _places.TakeAsync(caller, isLarge, TestApp.Cancel).AsTask();
    }
}
