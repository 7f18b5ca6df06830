using ClusterEvents.Domain.Decisions;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>A recorded event is acknowledged, whatever happens to its receipt.</summary>
public sealed class ReceiptPreferenceTests : IReceipts
{
    private static readonly Recorded[] Two =
        [.. Enumerable.Range(1, 2).Select(version => new Recorded(
            Guid.AllBitsSet, new("meeting", "held"), version, Position: version, Duplicate: false))];

    private readonly FakeTimeProvider _time = new();
    private readonly DefaultHttpContext _http = new() { Request = { Headers = { ["Prefer"] = "receipt" } } };
    private Func<CancellationToken, Task<string?>> _find = _ => Task.FromResult<string?>("receipt");

    [Fact]
    public async Task Each_recording_of_a_batch_has_its_receipt()
    {
        Assert.All(await AskAsync(), one => Assert.Equal("receipt", one.Receipt));
        Assert.Equal("receipt", _http.Response.Headers["Preference-Applied"]);
    }

    [Fact]
    public async Task Receipts_that_take_more_than_ten_seconds_are_not_waited_for()
    {
        var asked = 0;
        _find = async cancel =>
        {
            if (asked++ == 0) return "receipt";
            return await new TaskCompletionSource<string?>().Task.WaitAsync(cancel);
        };

        var asking = AskAsync();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(asking.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        AssertPlain(await asking.WaitAsync(TimeSpan.FromSeconds(30), TestApp.Cancel));
    }

    [Fact]
    public async Task A_recording_is_acknowledged_without_receipt_if_the_database_fails_after_the_commit()
    {
        _find = _ => throw new NpgsqlException("away");

        AssertPlain(await AskAsync());
    }

    [Fact]
    public async Task A_disconnected_client_gets_no_answer()
    {
        using var leaving = new CancellationTokenSource();
        _http.RequestAborted = leaving.Token;
        _find = async cancel =>
        {
            await leaving.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(AskAsync);
    }

    Task<bool> IReceipts.SealedAsync(long position, CancellationToken cancel) => Task.FromResult(position == 2);

    Task<string?> IReceipts.FindAsync(Guid activityId, CancellationToken cancel) => _find(cancel);

    private Task<IReadOnlyList<Recorded>> AskAsync() =>
        new ReceiptPreference(this, _time, NullLogger<ReceiptPreference>.Instance).ApplyAsync(_http, Two);

    private void AssertPlain(IReadOnlyList<Recorded> answered)
    {
        Assert.Equal(Two, answered);
        Assert.False(_http.Response.Headers.ContainsKey("Preference-Applied"));
    }
}
