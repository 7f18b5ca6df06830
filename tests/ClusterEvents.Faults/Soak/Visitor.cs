using System.Diagnostics;
using System.Net;
using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Soak;

/// <summary>Reads at a steady rate, now and then by TLS, and goes away in the middle of some of the answers.</summary>
internal sealed class Visitor(
    string name, SoakOptions options, TimeSpan pause, Caller caller, Certificate certificate,
    Observations observations, Latencies latencies, Journal journal)
{
    /// <summary>Questions about what was known, and checkpoints, that are looked at again at the end.</summary>
    private const int Kept = 40;

    /// <summary>A visitor who goes away has read less than this, or has waited less than that.</summary>
    private const int ReadAtMost = 4_096;

    private readonly RandomSource _random = new(options.Seed, name);

    public async Task RunAsync(CancellationToken end)
    {
        for (var due = Stopwatch.StartNew(); ; due.Restart())
        {
            var question = Question.Of(_random, observations);
            try
            {
                await VisitAsync(question, end);
            }
            catch (Exception lost) when (Caller.IsLost(lost, end))
            {
                observations.Count("no answer to a visitor");
            }

            if (pause - due.Elapsed is { Ticks: > 0 } early) await Task.Delay(early, end);
        }
    }

    private async Task VisitAsync(Question question, CancellationToken end)
    {
        var (leaves, secure) = (_random.Percent(options.Aborted), _random.Percent(10));
        var (patience, node) = (_random.Between(0.001, 0.08), _random.Number(0, caller.Nodes - 1));
        using var stay = CancellationTokenSource.CreateLinkedTokenSource(end);
        if (leaves) stay.CancelAfter(patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, question.Path);
        var clock = Stopwatch.StartNew();
        using var response = secure ? await OpenSecurelyAsync(request, stay.Token)
            : await caller.OpenAsync(node, request, stay.Token);
        if (response is null) return;
        observations.Count($"HTTP {(int)response.StatusCode}");
        if (leaves) await LeaveAsync(response, stay.Token);
        else await ReadAsync(question, response, clock, stay.Token);
    }

    private async Task<HttpResponseMessage?> OpenSecurelyAsync(HttpRequestMessage request, CancellationToken stay)
    {
        request.RequestUri = new(certificate.Address, request.RequestUri!);
        return await certificate.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stay);
    }

    /// <summary>Closes the connection with most of the answer unread.</summary>
    private async Task LeaveAsync(HttpResponseMessage response, CancellationToken stay)
    {
        observations.Count("left in the middle");
        await using var body = await response.Content.ReadAsStreamAsync(stay);
        await body.ReadAtLeastAsync(new byte[ReadAtMost], ReadAtMost, throwOnEndOfStream: false, stay);
    }

    private async Task ReadAsync(
        Question question, HttpResponseMessage response, Stopwatch clock, CancellationToken stay)
    {
        if (question.IsKnownAt || question.Path == Question.Checkpoint)
            Keep(question, new(response.StatusCode, await response.Content.ReadAsStringAsync(stay)));
        else await response.Content.CopyToAsync(Stream.Null, stay);
        latencies.Add(clock);
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout or HttpStatusCode.TooManyRequests))
            journal.Violation("what is on record can be read", $"{question.Path}: {(int)response.StatusCode}");
    }

    private void Keep(Question question, Answer answer)
    {
        // Some of the whole run.
        if (!answer.IsOk || !_random.Percent(10)) return;
        if (question.IsKnownAt && observations.KnownAt.Count < Kept)
            observations.KnownAt.TryAdd(question.Path, Reader.Entries(answer));
        if (!question.IsKnownAt && observations.Checkpoints.Count < Kept) observations.Checkpoints[answer.Text] = 0;
    }
}
