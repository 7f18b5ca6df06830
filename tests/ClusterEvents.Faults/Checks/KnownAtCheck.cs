using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>What was known at a position is what was answered about it before, through whichever fault.</summary>
internal static class KnownAtCheck
{
    public static async Task<string> RunAsync(Evidence evidence, CancellationToken cancel)
    {
        var questions = evidence.Book.KnownAt.Keys.Order(StringComparer.Ordinal).ToArray();
        foreach (var question in questions)
            if (!await Reader.AskAgainAsync(evidence.Caller, evidence.Book, evidence.Journal, 0, question, cancel))
                evidence.Journal.Violation("what was known can be asked again", question);
        return $"{questions.Length} questions about what was known";
    }
}
