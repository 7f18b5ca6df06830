namespace ClusterEvents.Faults.Clients;

/// <summary>
/// Sends submissions one after the other. One without a response is repeated with the same ids until it is
/// acknowledged or abandoned.
/// </summary>
internal sealed class Recorder(string name, int seed, Caller caller, Observations observations, Journal journal)
{
    private readonly List<Submission> _sent = observations.Submissions.GetOrAdd(name, _ => []);
    private readonly SubmissionSender _sender = new(caller, observations, journal);

    /// <param name="closing">Stops new submissions.</param>
    /// <param name="end">Cancels the current one.</param>
    public async Task RunAsync(CancellationToken closing, CancellationToken end)
    {
        var script = new Script(name, new(seed, name), caller.Nodes);
        var pace = new RandomSource(seed, $"{name}'s pace");
        while (!closing.IsCancellationRequested)
        {
            if (script.Next() is { } submission) await DeliverAsync(submission, end);
            await Task.Delay(pace.Between(0, 0.04), end);
        }
    }

    /// <summary>Repeats a submission until its outcome is known or its attempts are used up.</summary>
    public async Task DeliverAsync(Submission submission, CancellationToken end)
    {
        var again = submission.Outcome == Outcome.Acknowledged;
        if (!again) _sent.Add(submission);
        for (var attempt = 0; attempt < submission.Patience; attempt++)
        {
            var outcome = await _sender.SendAsync(submission, attempt, end);
            if (outcome == Outcome.Unknown) continue;
            if (again && outcome != Outcome.Acknowledged)
                journal.Violation("what is on record is recognised", $"{submission} was refused when it came again");
            if (again) return;
            submission.Outcome = outcome;
            if (outcome == Outcome.Acknowledged) submission.Learn(true);
            else if (!submission.IsWrong) submission.Learn(false);
            return;
        }

        if (again) return;
        observations.Count("given up");
        submission.Learn(false);
    }
}
