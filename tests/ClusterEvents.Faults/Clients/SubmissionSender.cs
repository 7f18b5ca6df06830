using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>Sends a submission once, and interprets the response.</summary>
internal sealed class SubmissionSender(Caller caller, Observations observations, Journal journal)
{
    private const string Race = "\"concurrent-write\"";

    /// <param name="submission">The submission.</param>
    /// <param name="attempt">The number of earlier attempts; each goes to another node.</param>
    /// <param name="end">Cancels it.</param>
    public async Task<Outcome> SendAsync(Submission submission, int attempt, CancellationToken end)
    {
        var answer = await AskAsync(submission, submission.Home + attempt, submission.Hurry(attempt), end);
        // An abandoned attempt arrived late and conflicted with this one: send it again.
        var raced = answer.Text.Contains(Race, StringComparison.Ordinal);
        if (raced) observations.Count("raced");
        if (answer.IsOpen || (raced && !answer.IsOk))
        {
            if (answer.Status != HttpStatusCode.TooManyRequests) submission.Unanswered++;
            return Outcome.Unknown;
        }

        if (submission.Transport == Transport.Lines && answer.IsOk) return Lines(submission, answer.Text);
        if (!answer.IsOk) return Refused(submission, answer);
        if (submission.IsWrong) journal.Violation("what breaks a rule is refused", $"{submission}: {answer.Text}");
        var body = JsonNode.Parse(answer.Text)!;
        var answers = submission.Transport == Transport.Batch ? body.AsArray() : [body.DeepClone()];
        foreach (var (item, json) in submission.Items.Zip(answers)) Acknowledge(submission, item, json!);
        return Outcome.Acknowledged;
    }

    private Task<Answer> AskAsync(Submission submission, int node, TimeSpan? hurry, CancellationToken end)
    {
        const string events = "/v1/events";
        var first = submission.Items[0];
        return submission.Transport switch
        {
            Transport.One => caller.PostAsync(node, events, first.ToCloudEvent().ToJsonString(),
                "application/cloudevents+json", submission.WantsReceipt ? ("Prefer", "receipt") : null, hurry, end),
            Transport.Batch => caller.PostAsync(node, events,
                new JsonArray([.. submission.Items.Select(item => item.ToCloudEvent())]).ToJsonString(),
                "application/cloudevents-batch+json", null, hurry, end),
            Transport.Lines => caller.PostAsync(node, events,
                string.Concat(submission.Items.Select(item => item.ToCloudEvent().ToJsonString() + "\n")),
                "application/x-ndjson", null, hurry, end),
            _ => caller.PostAsync(node, first.Route, Body(first).ToJsonString(), "application/json",
                ("Idempotency-Key", first.Id), hurry, end),
        };
    }

    /// <summary>The path contains the target entry.</summary>
    private static JsonObject Body(Item item)
    {
        var body = item.Data.DeepClone().AsObject();
        body.Remove("targetEventId");
        return body;
    }

    private Outcome Lines(Submission submission, string text)
    {
        var results = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var raced = false;
        foreach (var (item, line) in submission.Items.Zip(results))
        {
            var result = JsonNode.Parse(line)!;
            var status = (int)result["status"]!;
            raced |= line.Contains(Race, StringComparison.Ordinal);
            if (status == (int)HttpStatusCode.Created && item.Wrong)
                journal.Violation("what breaks a rule is refused", $"{item.Id}: {line}");
            else if (status == (int)HttpStatusCode.Created) Acknowledge(submission, item, result);
            // A line that depends on a conflicting line may fail too.
            else if (!item.Wrong && !raced)
                journal.Violation("what breaks no rule is recorded", $"{item.Id}: {line}");
        }

        if (results.Length == submission.Items.Count && !raced) return Outcome.Acknowledged;
        submission.Unanswered++;
        return Outcome.Unknown;
    }

    private Outcome Refused(Submission submission, Answer answer)
    {
        observations.Count("refused");
        if (!submission.IsWrong)
            journal.Violation("what breaks no rule is recorded", $"{submission}: {(int?)answer.Status} {answer.Text}");
        return Outcome.Refused;
    }

    private void Acknowledge(Submission submission, Item item, JsonNode json)
    {
        var recorded = new Recorded((string)json["activityId"]!, (string)json["stream"]!, (long)json["version"]!,
            (long)json["position"]!, (bool)json["duplicate"]!, (string?)json["receipt"]);
        observations.Acknowledge(recorded);
        if (item.Recorded is { } before)
        {
            if (recorded with { Duplicate = before.Duplicate, Receipt = before.Receipt } != before)
                journal.Violation("a repetition is answered as the first time",
                    string.Create(CultureInfo.InvariantCulture, $"{item.Id}: {before}, then {recorded}"));
            return;
        }

        item.Recorded = recorded;
        observations.Count("acknowledged");
        if (recorded.Duplicate && submission.Unanswered == 0)
            journal.Violation("what is new is no duplicate", $"{item.Id}: {recorded}");
    }
}
