using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Checks;

/// <summary>The service's own audit covers everything and finds nothing.</summary>
internal static class AuditCheck
{
    /// <param name="evidence">What is checked.</param>
    /// <param name="expected">The code of findings that the run has caused; null for none.</param>
    /// <param name="cancel">Cancels it.</param>
    public static async Task<string> RunAsync(Evidence evidence, string? expected, CancellationToken cancel)
    {
        var answer = await evidence.Caller.PostAsync(
            0, "/v1/audit/verifications", "", "application/json", header: null, hurry: null, cancel);
        if (!answer.IsOk)
        {
            evidence.Journal.Violation("the store can be audited", answer.ToString());
            return "no audit";
        }

        var report = JsonNode.Parse(answer.Text)!["report"]!;
        foreach (var finding in report["findings"]!.AsArray().Where(one => (string?)one!["code"] != expected))
            evidence.Journal.Violation("an audit finds nothing", finding!.ToJsonString());
        if ((long)report["events"]! != evidence.Events.Count || (long)report["unsealed"]! != 0)
            evidence.Journal.Violation("an audit looks at everything", report.ToJsonString());
        return $"{report["events"]} events, {report["rows"]} rows, {report["checkpoints"]} checkpoints";
    }
}
