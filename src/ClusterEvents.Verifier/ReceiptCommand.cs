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
            var proven = new ProvenEvent(parsed.GetRequiredValue(file), parsed.GetRequiredValue(@event),
                parsed.GetValue(opening), opening.Name);
            var erased = parsed.GetValue(erasure) is { } name
                ? new ProvenEvent(
                    parsed.GetValue(erasureReceipt)
                        ?? throw new VerifierException("Give the receipt of the erasure with --erasure-receipt."),
                    name, parsed.GetValue(erasureOpening), erasureOpening.Name) : null;
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
        hidden.Take(proven.Event.Entry, proven.Where, proven.Openings.Erased.Count);
        if (erasure is not null) Take(erasure, proven, keys, hidden, report);
        hidden.Report(report);
        return report.Print(json: false);
    }

    /// <summary>An erasure counts if the log holds it, after the event.</summary>
    private static void Take(
        ProvenEvent erasure, ProvenEvent proven, IReadOnlyList<NoteVerifier> keys, HiddenFields hidden, Report report)
    {
        if (erasure.Fault(keys) is { } fault) report.Add("receipt", $"erasure, {erasure.Where}", fault);
        else if (erasure.Event is { IsErasure: true, Target: { } entry }
            && erasure.Receipt.Index > proven.Receipt.Index)
            hidden.Erase(entry, $"the erasure {erasure.Event.ActivityId} ({erasure.Where})");
    }

    /// <summary>An event with its receipt and openings.</summary>
    /// <param name="receipt">The file with the receipt.</param>
    /// <param name="cloudEvent">The file with the event.</param>
    /// <param name="opening">The file with the openings; null if none was given.</param>
    /// <param name="openingOption">The option that gives the openings.</param>
    private sealed class ProvenEvent(string receipt, string cloudEvent, string? opening, string openingOption)
    {
        public RecordedEvent Event { get; } = Input.Read(
            cloudEvent, "one CloudEvent, such as a line that `/v1/events` answers", RecordedEvent.Read);

        public Receipt Receipt { get; } = Receipt.TryParse(Input.Text(receipt), out var parsed) ? parsed
            : throw new VerifierException($"{receipt} is not a receipt (c2sp.org/tlog-proof@v1).");

        public Openings Openings { get; } = opening is null ? Openings.None
            : Input.Read(opening, $"an opening {OpeningForm}", ReadOpening);

        public string Where => $"leaf {Receipt.Index}";

        public string Checkpoint => Receipt.Note.Text.Replace('\n', ' ').TrimEnd();

        private static Openings ReadOpening(string text)
        {
            var json = JsonElement.Parse(text);
            return json.ValueKind != JsonValueKind.Object || json.TryGetProperty("salts", out _)
                || json.TryGetProperty("erased", out _) ? Openings.Of(json)
                    : throw new FormatException("It has neither `salts` nor `erased`.");
        }

        /// <summary>Why the log does not hold the event; null if it does.</summary>
        /// <exception cref="VerifierException">The event has personal values, and no openings were given.</exception>
        public string? Fault(IReadOnlyList<NoteVerifier> keys)
        {
            try
            {
                var fault = Receipt.Fault(TreeHash.OfLeaf(Event.Leaf(Openings)), keys);
                // A correction alone does not say which of the values in it are personal.
                return fault is null || opening is not null || Event.Target is null ? fault
                    : $"{fault} If its target has personal values, give {openingOption} FILE.";
            }
            // The leaf cannot be made without it, which says nothing of the event.
            catch (UnopenedFieldException unopened) when (opening is null)
            {
                throw new VerifierException($"{cloudEvent} has the personal field `{unopened.Field}`: give "
                    + $"{openingOption} FILE with what `/v1/activities/<id>/opening` answers.");
            }
            catch (FormatException exception)
            {
                return exception.Message;
            }
        }
    }
}
