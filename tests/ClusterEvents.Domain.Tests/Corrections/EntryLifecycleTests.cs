using System.Collections.Immutable;
using System.Text.Json;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Corrections;

/// <summary>
/// Nothing is deleted: entries are corrected, retracted and reinstated, each against how it reads by then.
/// </summary>
public sealed class EntryLifecycleTests
{
    private const string Stream = "community/one";

    private static readonly Gen<string> Texts = Gen.Elements("Tặng quà", "Thăm hỏi", "Hiến máu");

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (2, Texts.Select(text => new Step("record", 0, null, text))),
        (2, Gen.Choose(0, 4).Select(entry => new Step("retract", entry))),
        (2, Gen.Choose(0, 4).Select(entry => new Step("reinstate", entry))),
        (4, from entry in Gen.Choose(0, 4)
            from old in Texts
            from text in Texts
            select new Step("correct", entry, old, text)));

    [Fact]
    public void An_entry_reads_as_the_corrections_of_it_say_and_stays_countable() => Check.Sequences(Steps, sequence =>
    {
        var record = Established.Given(Gifts("Tặng quà"), Stream);
        var entries = ImmutableList.Create(new Entry("Tặng quà", Corrected: false, Retracted: false));
        foreach (var step in sequence)
        {
            var decided = record.When(Activity(step, record), Stream);
            var codes = Rejections(step, entries);
            Assert.Equal(codes, decided.Rejections.Select(rejection => rejection.Code));
            if (codes.Length == 0) entries = After(step, entries);
            record = decided.After;

            var now = record[Stream].Entries;
            Assert.Equal(entries, now.Select(one => new Entry(
                ((CommunityActivityHeld)one.Activity).Kind, one.Corrected, one.Retracted)));
            Assert.Equal(
                entries.Where(one => !one.Retracted).Select(one => one.Text),
                record[Stream].Current.Select(one => ((CommunityActivityHeld)one).Kind));
            Assert.Equal(record.Events.Count(one => one.Stream.ToString() == Stream), record[Stream].Version);
            // What was recorded stays recorded, whatever is said of it later.
            Assert.Equal(decided.Before.Events, record.Events.Take(decided.Before.Events.Count));
        }
    }, longest: 20);

    private static string[] Rejections(Step step, ImmutableList<Entry> entries)
    {
        if (step.Kind == "record") return [];
        if (entries.ElementAtOrDefault(step.Place) is not { } entry) return ["unknown-activity"];
        return step.Kind switch
        {
            "retract" => entry.Retracted ? ["already-retracted"] : [],
            "reinstate" => entry.Retracted ? [] : ["not-retracted"],
            _ => [.. Differs(step, entry), .. Same(step)],
        };
    }

    private static string[] Differs(Step step, Entry entry) => step.Old == entry.Text ? [] : ["old-value-differs"];

    private static string[] Same(Step step) => step.Old == step.Text ? ["nothing-changed"] : [];

    private static ImmutableList<Entry> After(Step step, ImmutableList<Entry> entries) => step.Kind switch
    {
        "record" => entries.Add(new(step.Text!, Corrected: false, Retracted: false)),
        "retract" => entries.SetItem(step.Place, entries[step.Place] with { Retracted = true }),
        "reinstate" => entries.SetItem(step.Place, entries[step.Place] with { Retracted = false }),
        _ => entries.SetItem(step.Place, entries[step.Place] with { Text = step.Text!, Corrected = true }),
    };

    private static Activity Activity(Step step, History record)
    {
        var id = record[Stream].Entries.ElementAtOrDefault(step.Place)?.ActivityId ?? Guid.Empty;
        return step.Kind switch
        {
            "record" => Gifts(step.Text!),
            "retract" => new EntryRetracted(id, "Ghi trùng"),
            "reinstate" => new EntryReinstated(id, "Đã kiểm tra"),
            _ => new EntryCorrected(id, [new("kind", Json(step.Old!), Json(step.Text!))], "Ghi nhầm"),
        };
    }

    private static JsonElement Json(string text) => JsonSerializer.SerializeToElement(text);

    private static Activity Gifts(string kind) => new CommunityActivityHeld(kind, null).Of(CanTho);

    /// <summary>How an entry reads.</summary>
    private sealed record Entry(string Text, bool Corrected, bool Retracted);

    /// <summary>Something that is recorded, or said of the entry at a place.</summary>
    private sealed record Step(string Kind, int Place, string? Old = null, string? Text = null);
}
