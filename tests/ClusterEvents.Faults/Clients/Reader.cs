using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>Reads whatever can be read, and holds answers against those that were given before.</summary>
internal sealed class Reader(string name, int seed, Caller caller, Book book, Journal journal)
{
    private static readonly string[] Kinds = ["MeetingHeld", "RemarksDelivered", "CommunityActivityHeld"];

    private readonly Dice _dice = new(seed, name);

    public async Task RunAsync(CancellationToken end)
    {
        while (true)
        {
            var (chance, node) = (_dice.Number(1, 100), _dice.Number(0, caller.Nodes - 1));
            // Every draw is made whatever there is to be read.
            var (question, again, which) = (Question(), _dice.Percent(50), _dice.Number(0, int.MaxValue - 1));
            await (chance switch
            {
                <= 25 => PageAsync(node, question, end),
                <= 50 => KnownAtAsync(node, question, again ? which : null, end),
                <= 65 => CheckpointAsync(node, end),
                <= 85 => ReadBackAsync(node, which, end),
                <= 93 => ExpectAsync(node, "/v1/events?after=" + Math.Max(0, book.Newest - 50), end),
                _ => caller.GetAsync(node, "/health/ready", end),
            });
            await Task.Delay(_dice.Between(0, 0.1), end);
        }
    }

    /// <summary>A timeline with filters, as a path without a moment.</summary>
    private string Question()
    {
        var question = $"/v1/timelines/{_dice.Of(Situation.Timelines)}?limit={_dice.Number(1, 200)}"
            + $"&order={_dice.Of(["asc", "desc"])}";
        if (_dice.Percent(40)) question += $"&from={_dice.Number(2014, 2018)}-01-01";
        if (_dice.Percent(30)) question += $"&kind={_dice.Of(Kinds)}";
        if (_dice.Percent(30)) question += "&include=retracted,corrections";
        if (_dice.Percent(20)) question += $"&q={_dice.Of(["tuong", "gui", "trường", "sua"])}";
        return question;
    }

    /// <summary>Whoever asks for what is on record by now sees it, on whichever node.</summary>
    private async Task PageAsync(int node, string question, CancellationToken end)
    {
        var newest = book.Newest;
        var path = $"{question}&atLeast={newest}";
        var answer = await ExpectAsync(node, path, end);
        if (answer.IsOk && (long)JsonNode.Parse(answer.Text)!["position"]! is var position && position < newest)
            journal.Violation("a page has come as far as was asked for", $"{path}: {position}");
    }

    /// <summary>What was known at a position stays what was known, once the timeline has come there.</summary>
    private async Task KnownAtAsync(int node, string question, int? again, CancellationToken end)
    {
        var position = book.Newest;
        if (again is { } which && book.KnownAt.Keys.ToArray() is { Length: > 0 } asked)
            await AskAgainAsync(caller, book, journal, node, asked[which % asked.Length], end);
        else if (await ExpectAsync(node, $"{question}&knownAt={position}&atLeast={position}", end)
            is { IsOk: true } answer)
            book.KnownAt.TryAdd($"{question}&knownAt={position}&atLeast={position}", Entries(answer));
    }

    /// <summary>Asks a question again; false where nobody answered.</summary>
    public static async Task<bool> AskAgainAsync(
        Caller caller, Book book, Journal journal, int node, string question, CancellationToken end)
    {
        var answer = await caller.GetAsync(node, question, end);
        if (!answer.IsOk) return false;
        var (before, now) = (book.KnownAt[question], Entries(answer));
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
        if (answer.IsOk) book.Checkpoints[answer.Text] = 0;
    }

    /// <summary>What was acknowledged can be read at once, from every node.</summary>
    private async Task ReadBackAsync(int node, int draw, CancellationToken end)
    {
        if (book.Acknowledged(draw) is not { } recorded) return;
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

    private static string Entries(Answer answer) => JsonNode.Parse(answer.Text)!["entries"]!.ToJsonString();
}
