using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>Versions of streams have no gaps, and positions follow the order of sending.</summary>
internal static class OrderCheck
{
    public static string Run(Evidence evidence)
    {
        var journal = evidence.Journal;
        var streams = evidence.Events.GroupBy(@event => @event.Stream, StringComparer.Ordinal).ToArray();
        foreach (var stream in streams)
        {
            var versions = stream.Select(@event => @event.Version).ToArray();
            if (!versions.SequenceEqual(Enumerable.Range(1, versions.Length).Select(version => (long)version)))
                journal.Violation("versions of a stream have no gap", $"{stream.Key}: {string.Join(", ", versions)}");
        }

        foreach (var (recorder, submissions) in evidence.Observations.Submissions)
            CheckSender(recorder, submissions, journal);
        return $"{streams.Length} streams, {evidence.Observations.Submissions.Count} senders";
    }

    /// <summary>A submission is sent after the previous one was answered, so all of its positions are later.</summary>
    private static void CheckSender(string recorder, List<Submission> submissions, Journal journal)
    {
        var newest = 0L;
        foreach (var submission in submissions.Where(submission => submission.Outcome == Outcome.Acknowledged))
        {
            var positions = submission.Items.Where(item => item.Recorded is not null)
                .Select(item => item.Recorded!.Position).ToArray();
            // A repeated import may find that later lines were recorded by the first attempt.
            var keepsOrder = submission.Transport != Transport.Lines || submission.Unanswered == 0;
            if (positions.Min() <= newest || (keepsOrder && !positions.SequenceEqual(positions.Order())))
                journal.Violation("what is sent later is recorded later",
                    $"{recorder}, after {newest}: {submission} at {string.Join(", ", positions)}");
            newest = positions.Max();
        }
    }
}
