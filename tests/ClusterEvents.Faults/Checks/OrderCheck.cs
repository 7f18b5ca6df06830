using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>Streams have versions without a gap, and everything is in the order in which its sender sent it.</summary>
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

        foreach (var (recorder, letters) in evidence.Book.Letters) CheckSender(recorder, letters, journal);
        return $"{streams.Length} streams, {evidence.Book.Letters.Count} senders";
    }

    /// <summary>A letter is sent when the one before is answered: all of it comes after all of that.</summary>
    private static void CheckSender(string recorder, List<Letter> letters, Journal journal)
    {
        var newest = 0L;
        foreach (var letter in letters.Where(letter => letter.Fate == Fate.Acknowledged))
        {
            var positions = letter.Items.Where(item => item.Recorded is not null)
                .Select(item => item.Recorded!.Position).ToArray();
            // Lines that were sent again may have found the later ones recorded already.
            var keepsOrder = letter.Door != Door.Lines || letter.Unanswered == 0;
            if (positions.Min() <= newest || (keepsOrder && !positions.SequenceEqual(positions.Order())))
                journal.Violation("what is sent later is recorded later",
                    $"{recorder}, after {newest}: {letter} at {string.Join(", ", positions)}");
            newest = positions.Max();
        }
    }
}
