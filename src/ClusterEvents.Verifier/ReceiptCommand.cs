using System.CommandLine;
using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier;

/// <summary>Checks a receipt (C2SP tlog-proof) offline with the log's public key.</summary>
internal static class ReceiptCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("receipt") { Description = "The file with the receipt." };
        var keys = Options.Keys();
        var @event = new Option<string>("--event")
        {
            Description = "The file with its CloudEvent.",
            Required = true,
        };
        var opening = new Option<string>("--opening")
        {
            Description = "A file with {\"salts\":{…},\"erased\":{…}}; needed if the event has personal fields.",
        };
        var command = new Command(
            "receipt", "Check that a receipt proves that the log contains an event.") { file, keys, @event, opening };
        command.SetAction(parsed => Check(
            File.ReadAllText(parsed.GetRequiredValue(file)), Options.Read(parsed.GetValue(keys)),
            File.ReadAllText(parsed.GetRequiredValue(@event)),
            parsed.GetValue(opening) is { } name ? File.ReadAllText(name) : "{}"));
        return command;
    }

    private static int Check(string text, IReadOnlyList<NoteVerifier> keys, string cloudEvent, string opening)
    {
        if (keys.Count == 0)
            throw new VerifierException("Give the log's verifier key with --key: without it a receipt proves nothing.");
        if (!Receipt.TryParse(text, out var receipt))
            throw new VerifierException("The file is not a receipt (c2sp.org/tlog-proof@v1).");
        var report = new Report();
        using var json = JsonDocument.Parse(cloudEvent);
        var known = JsonSerializer.Deserialize<CommitmentOpening>(opening, JsonSerializerOptions.Web)!;
        var leaf = ActivityLeaf.Of(json.RootElement, known.Salts ?? [], known.Erased ?? []);
        if (receipt.Fault(TreeHash.OfLeaf(leaf), keys) is { } fault)
            report.Add("receipt", $"leaf {receipt.Index}", fault);
        else report.Note(
            $"The log held the event as leaf {receipt.Index}: {receipt.Note.Text.Replace('\n', ' ').TrimEnd()}");
        return report.Print(json: false);
    }
}

/// <summary>The salts that open the commitments of one event, and the commitments of erased fields.</summary>
internal sealed record CommitmentOpening(
    long Index, Dictionary<string, string>? Salts, Dictionary<string, string>? Erased);
