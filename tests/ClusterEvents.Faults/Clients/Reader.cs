using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>Reads random pages, streams and exports, and compares responses with earlier ones.</summary>
internal sealed class Reader(string name, int seed, Caller caller, Observations observations, Journal journal)
{
    private static readonly string[] Kinds = ["MeetingHeld", "RemarksDelivered", "CommunityActivityHeld"];

    private readonly RandomSource _random = new(seed, name);

    public async Task RunAsync(CancellationToken end)
    {
        while (true)
        {
            var (chance, node) = (_random.Number(1, 100), _random.Number(0, caller.Nodes - 1));
            // Draw all numbers first, so that the sequence does not depend on what can be read.
            var (question, again, which) = (Question(), _random.Percent(50), _random.Number(0, int.MaxValue - 1));
            await (chance switch
            {
                <= 25 => PageAsync(node, question, end),
                <= 50 => KnownAtAsync(node, question, again ? which : null, end),
                <= 65 => CheckpointAsync(node, end),
                <= 85 => ReadBackAsync(node, which, end),
                <= 93 => ExpectAsync(node, "/v1/events?after=" + Math.Max(0, observations.Newest - 50), end),
                _ => caller.GetAsync(node, "/health/ready", end),
            });
            await Task.Delay(_random.Between(0, 0.1), end);
        }
    }

    /// <summary>The path of a timeline with filters, without a point in time.</summary>
    private string Question()
    {
        var question = $"/v1/timelines/{_random.Of(Situation.Timelines)}?limit={_random.Number(1, 200)}"
            + $"&order={_random.Of(["asc", "desc"])}";
        if (_random.Percent(40)) question += $"&from={_random.Number(2014, 2018)}-01-01";
        if (_random.Percent(30)) question += $"&kind={_random.Of(Kinds)}";
        if (_random.Percent(30)) question += "&include=retracted,corrections";
        if (_random.Percent(20)) question += $"&q={_random.Of(["tuong", "gui", "trường", "sua"])}";
        return question;
    }

    /// <summary>A query for the newest position shows it, on any node.</summary>
    private async Task PageAsync(int node, string question, CancellationToken end)
    {
        var newest = observations.Newest;
        var path = $"{question}&atLeast={newest}";
        var answer = await ExpectAsync(node, path, end);
        if (answer.IsOk && (long)JsonNode.Parse(answer.Text)!["position"]! is var position && position < newest)
            journal.Violation("a page has come as far as was asked for", $"{path}: {position}");
    }

    /// <summary>
    /// A query at an earlier position always gets the same answer, once the timeline has reached it.
    /// </summary>
    private async Task KnownAtAsync(int node, string question, int? again, CancellationToken end)
    {
        var position = observations.Newest;
        if (again is { } which && observations.KnownAt.Keys.ToArray() is { Length: > 0 } asked)
            await AskAgainAsync(caller, observations, journal, node, asked[which % asked.Length], end);
        else if (await ExpectAsync(node, $"{question}&knownAt={position}&atLeast={position}", end)
            is { IsOk: true } answer)
            observations.KnownAt.TryAdd($"{question}&knownAt={position}&atLeast={position}", Entries(answer));
    }

    /// <summary>Repeats a query; false if there was no response.</summary>
    public static async Task<bool> AskAgainAsync(
        Caller caller, Observations observations, Journal journal, int node, string question, CancellationToken end)
    {
        var answer = await caller.GetAsync(node, question, end);
        if (!answer.IsOk) return false;
        var (before, now) = (observations.KnownAt[question], Entries(answer));
        if (before != now)
        {
            var same = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
            var from = Math.Max(0, same - 200);
            journal.Violation("what was known at a position stays so",
                $"{question}, other from character {same} on: {before[from..]} … now {now[from..]}");
        }

        return true;
    }

    private async Task CheckpointAsync(int node, CancellationToken end)
    {
        var answer = await caller.GetAsync(node, "/log/checkpoint", end);
        if (answer.IsOk) observations.Checkpoints[answer.Text] = 0;
    }

    /// <summary>An acknowledged event can be read at once from every node.</summary>
    private async Task ReadBackAsync(int node, int draw, CancellationToken end)
    {
        if (observations.Acknowledged(draw) is not { } recorded) return;
        var answer = await caller.GetAsync(node, $"/v1/streams/{recorded.Stream}", end);
        if (answer.IsOpen) return;
        var events = answer.IsOk ? JsonNode.Parse(answer.Text)!["events"]!.AsArray() : [];
        var found = (string?)events.ElementAtOrDefault((int)recorded.Version - 1)?["sequence"];
        if (found != recorded.Position.ToString("D20", CultureInfo.InvariantCulture))
            journal.Violation("what is acknowledged can be read", $"{recorded}: {answer}");
    }

    private async Task<Answer> ExpectAsync(int node, string path, CancellationToken end)
    {
        var answer = await caller.GetAsync(node, path, end);
        if (!answer.IsOk && !answer.IsOpen && answer.Status != HttpStatusCode.NotModified)
            journal.Violation("what is on record can be read", $"{path}: {answer}");
        return answer;
    }

    /// <summary>The entries of a page, as text.</summary>
    public static string Entries(Answer answer) => JsonNode.Parse(answer.Text)!["entries"]!.ToJsonString();
}
