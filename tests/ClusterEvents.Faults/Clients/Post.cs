using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>Takes a letter to the service once, and understands what it answers.</summary>
internal sealed class Post(Caller caller, Book book, Journal journal)
{
    private const string Race = "\"concurrent-write\"";

    /// <param name="letter">What is sent.</param>
    /// <param name="attempt">How often it was sent before; each attempt goes to another node.</param>
    /// <param name="end">Ends it.</param>
    public async Task<Fate> SendAsync(Letter letter, int attempt, CancellationToken end)
    {
        var answer = await AskAsync(letter, letter.Home + attempt, letter.Hurry(attempt), end);
        // An attempt that was given up came late and raced with this one: it is to be sent again.
        var raced = answer.Text.Contains(Race, StringComparison.Ordinal);
        if (raced) book.Count("raced");
        if (answer.IsOpen || (raced && !answer.IsOk))
        {
            if (answer.Status != HttpStatusCode.TooManyRequests) letter.Unanswered++;
            return Fate.Unknown;
        }

        if (letter.Door == Door.Lines && answer.IsOk) return Lines(letter, answer.Text);
        if (!answer.IsOk) return Refused(letter, answer);
        if (letter.IsWrong) journal.Violation("what breaks a rule is refused", $"{letter}: {answer.Text}");
        var body = JsonNode.Parse(answer.Text)!;
        var answers = letter.Door == Door.Batch ? body.AsArray() : [body.DeepClone()];
        foreach (var (item, json) in letter.Items.Zip(answers)) Acknowledge(letter, item, json!);
        return Fate.Acknowledged;
    }

    private Task<Answer> AskAsync(Letter letter, int node, TimeSpan? hurry, CancellationToken end)
    {
        const string events = "/v1/events";
        var first = letter.Items[0];
        return letter.Door switch
        {
            Door.One => caller.PostAsync(node, events, first.ToCloudEvent().ToJsonString(),
                "application/cloudevents+json", letter.WantsReceipt ? ("Prefer", "receipt") : null, hurry, end),
            Door.Batch => caller.PostAsync(node, events,
                new JsonArray([.. letter.Items.Select(item => item.ToCloudEvent())]).ToJsonString(),
                "application/cloudevents-batch+json", null, hurry, end),
            Door.Lines => caller.PostAsync(node, events,
                string.Concat(letter.Items.Select(item => item.ToCloudEvent().ToJsonString() + "\n")),
                "application/x-ndjson", null, hurry, end),
            _ => caller.PostAsync(node, first.Route, Body(first).ToJsonString(), "application/json",
                ("Idempotency-Key", first.Id), hurry, end),
        };
    }

    /// <summary>The path says which entry it is about.</summary>
    private static JsonObject Body(Item item)
    {
        var body = item.Data.DeepClone().AsObject();
        body.Remove("targetEventId");
        return body;
    }

    private Fate Lines(Letter letter, string text)
    {
        var results = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var raced = false;
        foreach (var (item, line) in letter.Items.Zip(results))
        {
            var result = JsonNode.Parse(line)!;
            var status = (int)result["status"]!;
            raced |= line.Contains(Race, StringComparison.Ordinal);
            if (status == (int)HttpStatusCode.Created && item.Wrong)
                journal.Violation("what breaks a rule is refused", $"{item.Id}: {line}");
            else if (status == (int)HttpStatusCode.Created) Acknowledge(letter, item, result);
            // What follows on a line that raced may miss it.
            else if (!item.Wrong && !raced)
                journal.Violation("what breaks no rule is recorded", $"{item.Id}: {line}");
        }

        if (results.Length == letter.Items.Count && !raced) return Fate.Acknowledged;
        letter.Unanswered++;
        return Fate.Unknown;
    }

    private Fate Refused(Letter letter, Answer answer)
    {
        book.Count("refused");
        if (!letter.IsWrong)
            journal.Violation("what breaks no rule is recorded", $"{letter}: {(int?)answer.Status} {answer.Text}");
        return Fate.Refused;
    }

    private void Acknowledge(Letter letter, Item item, JsonNode json)
    {
        var recorded = new Recorded((string)json["activityId"]!, (string)json["stream"]!, (long)json["version"]!,
            (long)json["position"]!, (bool)json["duplicate"]!, (string?)json["receipt"]);
        book.Acknowledge(recorded);
        if (item.Recorded is { } before)
        {
            if (recorded with { Duplicate = before.Duplicate, Receipt = before.Receipt } != before)
                journal.Violation("a repetition is answered as the first time",
                    string.Create(CultureInfo.InvariantCulture, $"{item.Id}: {before}, then {recorded}"));
            return;
        }

        item.Recorded = recorded;
        book.Count("acknowledged");
        if (recorded.Duplicate && letter.Unanswered == 0)
            journal.Violation("what is new is no duplicate", $"{item.Id}: {recorded}");
    }
}
