using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>One change received by a live client.</summary>
internal sealed record Told(long Position, string Type, string ActivityId);

/// <summary>
/// Follows a timeline live. After each disconnection it resumes with the last id received, on any node.
/// </summary>
internal sealed class Subscriber(string name, int seed, string timeline, Caller caller, Observations observations)
{
    private readonly RandomSource _random = new(seed, name);
    private volatile string _lastEventId = "0";

    public string Name => name;

    public string Timeline => timeline;

    /// <summary>The received changes, in order.</summary>
    public List<Told> Told { get; } = [];

    /// <summary>The last position received.</summary>
    public long Position => long.Parse(_lastEventId, CultureInfo.InvariantCulture);

    public async Task RunAsync(long after, CancellationToken end)
    {
        _lastEventId = after.ToString(CultureInfo.InvariantCulture);
        while (true)
        {
            var node = _random.Number(0, caller.Nodes - 1);
            // Sometimes it disconnects by itself, as browsers do.
            using var stay = CancellationTokenSource.CreateLinkedTokenSource(end);
            stay.CancelAfter(_random.Between(1, 15));
            try
            {
                await FollowAsync(node, stay.Token);
            }
            catch (Exception gone) when (Caller.IsLost(gone, end))
            {
                // Reconnect.
            }

            await Task.Delay(_random.Between(0.02, 0.3), end);
        }
    }

    private async Task FollowAsync(int node, CancellationToken stay)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/timelines/{timeline}/live");
        request.Headers.Add("Last-Event-ID", _lastEventId);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await caller.OpenAsync(node, request, stay);
        if (response is not { StatusCode: HttpStatusCode.OK }) return;
        observations.Count("live connections");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stay));
        await ReadAsync(lines, stay);
    }

    /// <summary>
    /// Reads as browsers do: an event counts, and its id is stored, at the empty line that ends it. An id without data
    /// is stored too, as a heartbeat with a position.
    /// </summary>
    private async Task ReadAsync(StreamReader lines, CancellationToken stay)
    {
        var marks = 0;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await lines.ReadLineAsync(stay) is { } line)
        {
            if (line.Length > 0)
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                if (colon > 0) fields[line[..colon]] = line[(colon + 2)..];
                continue;
            }

            if (fields.TryGetValue("data", out var data))
                Told.Add(new(long.Parse(fields["id"], CultureInfo.InvariantCulture), fields["event"],
                    (string)JsonNode.Parse(data)!["activityId"]!));
            _lastEventId = fields.GetValueOrDefault("id", _lastEventId);
            // A heartbeat promises that everything up to it was sent: disconnect right after one to test that.
            if (data is null && fields.ContainsKey("id") && ++marks > 1 && _random.Percent(40)) return;
            fields.Clear();
        }
    }
}
