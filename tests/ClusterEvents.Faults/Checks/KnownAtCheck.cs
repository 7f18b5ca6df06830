using ClusterEvents.Faults.Clients;

namespace ClusterEvents.Faults.Checks;

/// <summary>A query at an earlier position still gets the answer it got before the faults.</summary>
internal static class KnownAtCheck
{
    public static async Task<string> RunAsync(Evidence evidence, CancellationToken cancel)
    {
        var questions = evidence.Observations.KnownAt.Keys.Order(StringComparer.Ordinal).ToArray();
        foreach (var question in questions)
            if (!await Reader.AskAgainAsync(
                evidence.Caller, evidence.Observations, evidence.Journal, 0, question, cancel))
                evidence.Journal.Violation("what was known can be asked again", question);
        return $"{questions.Length} questions about what was known";
    }
}
