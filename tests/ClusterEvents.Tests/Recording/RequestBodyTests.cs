using System.IO.Pipelines;
using System.Text;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class RequestBodyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pipe _sent = new();
    private readonly DefaultHttpContext _http = new();

    public RequestBodyTests() => _http.Request.Body = _sent.Reader.AsStream();

    [Fact]
    public async Task A_body_must_arrive_within_a_minute_however_slowly_it_is_sent()
    {
        var refusal = ReadAsync();
        for (var second = 1; second < 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await SendAsync(" ");
        }

        Assert.False(refusal.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("408 body-too-slow", await refusal);
    }

    [Fact]
    public async Task A_body_that_arrives_in_time_is_read()
    {
        var refusal = ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        await SendAsync("}");
        await _sent.Writer.CompleteAsync();

        Assert.Null(await refusal);
    }

    [Fact]
    public async Task A_body_that_the_server_aborts_for_a_pause_is_too_slow()
    {
        var refusal = ReadAsync();
        await _sent.Writer.CompleteAsync(new BadHttpRequestException("", StatusCodes.Status408RequestTimeout));

        Assert.Equal("408 body-too-slow", await refusal);
    }

    [Fact]
    public async Task A_body_whose_sender_leaves_is_no_fault_of_the_program()
    {
        var refusal = ReadAsync();
        await _sent.Writer.CompleteAsync(new BadHttpRequestException("Unexpected end of request content."));

        Assert.Equal("400 bad-request", await refusal);
    }

    /// <summary>Starts reading a body of which the first part has arrived.</summary>
    /// <returns>The rejection, once the body was read or aborted.</returns>
    private async Task<string?> ReadAsync()
    {
        await SendAsync("{");
        var (body, rejection) = await RequestBody.ReadAsync(_http.Request, _time, TestApp.Cancel)
            .WaitAsync(TimeSpan.FromSeconds(30), TestApp.Cancel);
        using (body) return rejection is null ? null : $"{ProblemResults.StatusOf(rejection.Kind)} {rejection.Code}";
    }

    private async Task SendAsync(string piece) =>
        await _sent.Writer.WriteAsync(Encoding.UTF8.GetBytes(piece), TestApp.Cancel);
}
