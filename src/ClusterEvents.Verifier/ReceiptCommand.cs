using System.CommandLine;
using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier;

/// <summary>Checks a receipt (C2SP tlog-proof) offline with the log's public key.</summary>
internal static class ReceiptCommand
{
    private const string OpeningForm = "{\"salts\":{…},\"erased\":{…}}";

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
            Description = $"A file with {OpeningForm}, as `/v1/activities/<id>/opening` answers; needed if the event "
                + "has personal values.",
        };
        var erasure = new Option<string>("--erasure")
        {
            Description = "The file with the CloudEvent of an erasure; needed if fields of the event are hidden.",
        };
        var erasureReceipt = new Option<string>("--erasure-receipt") { Description = "The receipt of the erasure." };
        var erasureOpening = new Option<string>("--erasure-opening")
        {
            Description = $"A file with {OpeningForm} of the erasure.",
        };
        var command = new ToolCommand("receipt", "Check that a receipt proves that the log contains an event.",
            "receipt.txt --event event.json --opening opening.json --key \"$LOG_KEY\"")
        {
            file, keys, @event, opening, erasure, erasureReceipt, erasureOpening,
        };
        command.SetAction(parsed =>
        {
            using var proven = new ProvenEvent(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(@event), parsed.GetValue(opening));
            using var erased = parsed.GetValue(erasure) is { } name
                ? new ProvenEvent(
                    parsed.GetValue(erasureReceipt)
                        ?? throw new VerifierException("Give the receipt of the erasure with --erasure-receipt."),
                    name, parsed.GetValue(erasureOpening)) : null;
            return Check(proven, erased, Options.Read(parsed.GetValue(keys)));
        });
        return command;
    }

    private static int Check(ProvenEvent proven, ProvenEvent? erasure, IReadOnlyList<NoteVerifier> keys)
    {
        if (keys.Count == 0)
            throw new VerifierException("Give the log's verifier key with --key: without it a receipt proves nothing.");
        var report = new Report();
        if (proven.Fault(keys) is { } fault) report.Add("receipt", proven.Where, fault);
        else report.Note($"The log held the event as {proven.Where}: {proven.Checkpoint}");
        var hidden = new HiddenFields();
        hidden.Take(RecordedEvent.TargetOf(proven.Event) ?? RecordedEvent.ActivityId(proven.Event), proven.Where,
            proven.Openings.Erased.Count);
        if (erasure is not null) Take(erasure, proven, keys, hidden, report);
        hidden.Report(report);
        return report.Print(json: false);
    }

    /// <summary>An erasure counts if the log holds it, after the event.</summary>
    private static void Take(
        ProvenEvent erasure, ProvenEvent proven, IReadOnlyList<NoteVerifier> keys, HiddenFields hidden, Report report)
    {
        if (erasure.Fault(keys) is { } fault) report.Add("receipt", $"erasure, {erasure.Where}", fault);
        else if (RecordedEvent.IsErasure(erasure.Event) && RecordedEvent.TargetOf(erasure.Event) is { } entry
            && erasure.Receipt.Index > proven.Receipt.Index)
            hidden.Erase(entry, $"the erasure {RecordedEvent.ActivityId(erasure.Event)} ({erasure.Where})");
    }

    /// <summary>An event with its receipt and openings.</summary>
    private sealed class ProvenEvent(string receipt, string cloudEvent, string? opening) : IDisposable
    {
        private readonly JsonDocument _event = JsonDocument.Parse(File.ReadAllText(cloudEvent));

        public JsonElement Event => _event.RootElement;

        public Receipt Receipt { get; } = Receipt.TryParse(File.ReadAllText(receipt), out var parsed) ? parsed
            : throw new VerifierException($"{receipt} is not a receipt (c2sp.org/tlog-proof@v1).");

        public Openings Openings { get; } = opening is null ? Openings.None : Read(opening);

        public string Where => $"leaf {Receipt.Index}";

        public string Checkpoint => Receipt.Note.Text.Replace('\n', ' ').TrimEnd();

        /// <summary>Why the log does not hold the event; null if it does.</summary>
        public string? Fault(IReadOnlyList<NoteVerifier> keys)
        {
            try
            {
                return Receipt.Fault(TreeHash.OfLeaf(ActivityLeaf.Of(Event, Openings)), keys);
            }
            catch (FormatException exception)
            {
                return exception.Message;
            }
        }

        public void Dispose() => _event.Dispose();

        private static Openings Read(string file)
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return Openings.Of(json.RootElement);
        }
    }
}
