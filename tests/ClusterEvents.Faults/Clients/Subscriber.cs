using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>One change that a subscriber was told of.</summary>
internal sealed record Told(long Position, string Type, string ActivityId);

/// <summary>
/// Follows a timeline live. After every cut it comes back with the last id that it saw, to whichever node.
/// </summary>
internal sealed class Subscriber(string name, int seed, string timeline, Caller caller, Book book)
{
    private readonly Dice _dice = new(seed, name);
    private volatile string _lastEventId = "0";

    public string Name => name;

    public string Timeline => timeline;

    /// <summary>Everything it was told, in the order in which it was.</summary>
    public List<Told> Told { get; } = [];

    /// <summary>How far it has come, as it was told.</summary>
    public long Position => long.Parse(_lastEventId, CultureInfo.InvariantCulture);

    public async Task RunAsync(long after, CancellationToken end)
    {
        _lastEventId = after.ToString(CultureInfo.InvariantCulture);
        while (true)
        {
            var node = _dice.Number(0, caller.Nodes - 1);
            // Now and then it leaves by itself, as browsers do.
            using var stay = CancellationTokenSource.CreateLinkedTokenSource(end);
            stay.CancelAfter(_dice.Between(1, 15));
            try
            {
                await FollowAsync(node, stay.Token);
            }
            catch (Exception gone) when (Caller.IsLost(gone, end))
            {
                // It comes back.
            }

            await Task.Delay(_dice.Between(0.02, 0.3), end);
        }
    }

    private async Task FollowAsync(int node, CancellationToken stay)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/timelines/{timeline}/live");
        request.Headers.Add("Last-Event-ID", _lastEventId);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await caller.OpenAsync(node, request, stay);
        if (response is not { StatusCode: HttpStatusCode.OK }) return;
        book.Count("live connections");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stay));
        await ReadAsync(lines, stay);
    }

    /// <summary>
    /// Reads as browsers do: an event counts, and its id is kept, at the empty line after it and not before. An id
    /// without data is kept too; it says how far the timeline was followed in vain.
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
            // A mark promises that nothing up to it is left out: who leaves at once takes it at its word.
            if (data is null && fields.ContainsKey("id") && ++marks > 1 && _dice.Percent(40)) return;
            fields.Clear();
        }
    }
}
