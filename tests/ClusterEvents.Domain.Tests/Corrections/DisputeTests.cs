using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Corrections;

/// <summary>Whom an entry names can dispute it.</summary>
public sealed class DisputeTests
{
    private const string Stream = "evaluation/one";

    private static readonly History Inspected =
        Established.Given(new CrossInspectionConducted(DaNang, CanTho).Of(), Stream);

    private static readonly Guid Entry = Inspected.Last(Stream);

    private static readonly History Disputed = Inspected.Given(new EntryDisputed(Entry, CanTho, "Không có"), Stream);

    [Fact]
    public void A_city_that_is_named_disputes_an_entry_and_nothing_else_changes()
    {
        var disputed = Inspected.When(new EntryDisputed(Entry, CanTho, "Không có"), Stream, OfCanTho).Accepted();

        Assert.Equal([CanTho], disputed[Stream].Find(Entry)!.DisputedBy);
        Assert.Equal(Inspected[Stream].Find(Entry)!.Activity, disputed[Stream].Find(Entry)!.Activity);
        Assert.Equal(Inspected[Stream].State, disputed[Stream].State);
        Assert.Equal([DaNang, CanTho], disputed.Events[^1].Activity.CityIds!);
    }

    [Fact]
    public void Nobody_disputes_for_another_city_or_what_does_not_name_it()
    {
        Inspected.When(new EntryDisputed(Entry, CanTho, "x"), Stream, OfDaNang).RejectedWith("not-your-city");
        var unnamed = Inspected.When(new EntryDisputed(Entry, HaNoi, "x"), Stream, Office);
        unnamed.RejectedWith("city-not-named", "city");
        Assert.Equal("city-not-named", unnamed.Rejections[0].Fault.Code);
        Assert.Equal([DaNang, CanTho], (IEnumerable<CityId>)unnamed.Rejections[0].Fault["cities"]!);
        var opening = Established.Events.Last(one => one.Activity is ClusterEstablished).Id;
        var nobody = Established.When(new EntryDisputed(opening, HaNoi, "x"), ClusterStream, Office);
        nobody.RejectedWith("city-not-named", "city");
        Assert.Equal("no-city-named", nobody.Rejections[0].Fault.Code);
        Inspected.When(new EntryDisputed(Entry, Unregistered, "x"), Stream, Office)
            .RejectedWith("city-not-named", "city");
        Inspected.When(new EntryDisputed(Guid.Empty, CanTho, "x"), Stream, Office)
            .RejectedWith("unknown-activity", "targetEventId");
    }

    [Fact]
    public void Members_of_the_cluster_and_guests_dispute_what_is_said_of_them()
    {
        var assessed = Established.Given(
            new AssessmentRecorded([new("x", "y", Polarity.Shortfall)]).OfAll(), EditionStream);
        assessed.When(new EntryDisputed(assessed.Last(EditionStream), DaNang, "x"), EditionStream, OfDaNang).Accepted();

        var gifts = Established.Given(
            new CommunityActivityHeld("Tặng quà", null).Of(CanTho) with { GuestCityIds = [Hue] }, "community/one");
        gifts.When(new EntryDisputed(gifts.Last("community/one"), Hue, "x"), "community/one",
            RecorderOf(Hue)).Accepted();
    }

    [Fact]
    public void A_city_disputes_once_until_it_withdraws_and_each_city_by_itself()
    {
        Disputed.When(new EntryDisputed(Entry, CanTho, "x"), Stream, OfCanTho).RejectedWith("already-disputed", "city");
        Disputed.When(new EntryDisputed(Entry, DaNang, "x"), Stream, OfDaNang).Accepted();
        Disputed.When(new DisputeWithdrawn(Entry, DaNang, "x"), Stream, OfDaNang).RejectedWith("not-disputed", "city");
        Disputed.When(new DisputeWithdrawn(Entry, CanTho, "x"), Stream, OfDaNang).RejectedWith("not-your-city");

        var withdrawn = Disputed.When(new DisputeWithdrawn(Entry, CanTho, "Đã rõ"), Stream, OfCanTho).Accepted();
        Assert.False(withdrawn[Stream].Find(Entry)!.Disputed);
        withdrawn.When(new EntryDisputed(Entry, CanTho, "x"), Stream, OfCanTho).Accepted();
    }

    [Fact]
    public void It_is_shown_until_the_entry_is_corrected_or_retracted()
    {
        Change[] changes =
        [
            Corrected.Change("inspected", "can-tho", "ha-noi"),
            Corrected.Change("cityIds", new[] { "da-nang", "can-tho" }, new[] { "da-nang", "ha-noi" }),
        ];
        var corrected = Disputed.Given(new EntryCorrected(Entry, changes, "Nhầm"), Stream);
        Assert.False(corrected[Stream].Find(Entry)!.Disputed);

        var retracted = Disputed.Given(new EntryRetracted(Entry, "Nhầm"), Stream);
        Assert.False(retracted[Stream].Find(Entry)!.Disputed);
        retracted.When(new EntryDisputed(Entry, CanTho, "x"), Stream, OfCanTho).RejectedWith("already-retracted");
        Assert.False(retracted.Given(new EntryReinstated(Entry, "x"), Stream)[Stream].Find(Entry)!.Disputed);
    }

    [Fact]
    public void The_entry_and_its_chain_of_corrections_say_it()
    {
        var followed = new ActivityHistory(StoredEvents.Catalogue);
        var shown = Disputed.Events.Select(followed.Take).ToArray()[^1]!.Value.After;

        Assert.Contains("\"disputed\":true", shown.Body, StringComparison.Ordinal);
        Assert.Contains("EntryDisputed", shown.Corrections, StringComparison.Ordinal);
        Assert.Contains("Không có", shown.Corrections, StringComparison.Ordinal);
        var text = DisputeEntry.Type.Describe(Disputed.Events[^1].Activity, Language.Vietnamese);
        Assert.Equal("Phản bác", text.Title);
    }

    [Fact]
    public void A_dispute_cannot_itself_be_disputed()
    {
        var draft = Disputed.DraftOf(new EntryDisputed(Disputed.Events[^1].Id, CanTho, "x"), Stream, OfCanTho) with
        {
            EntryOfTarget = Entry,
        };
        Disputed.When(draft).RejectedWith("correction-of-a-correction", "targetEventId");
    }
}
