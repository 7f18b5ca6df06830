using ClusterEvents.Domain.Decisions;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>To whom a source belongs from its first use on, and by which mark that is recorded.</summary>
public sealed class TakenSourceTests
{
    private const string Source = "https://documents.example.vn/can-tho";

    private static readonly Recorder Named = OfCanTho with { Subject = "1f0c" };

    [Fact]
    public void A_sender_whose_name_is_no_identifier_is_told_by_a_mark()
    {
        Assert.Null(OfCanTho.Mark);
        Assert.True(Recorder.IsMark(Named.Mark));
        Assert.NotEqual(Named.Mark, (Named with { Subject = "1f0d" }).Mark);
        Assert.True(Named.Owns(Named.Mark!) && Named.Owns(Recorder.OwnerMark(Named.Name)));
        Assert.False(OfCanTho.Owns(Named.Mark!) || Named.Owns(Recorder.OwnerMark("x")));
        Assert.Equal("/recorders/1f0c", Named.OwnSource);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sub-")]
    [InlineData("sub-x")]
    [InlineData("sub-AAAA")]
    [InlineData("can-tho-office")]
    public void Other_texts_are_no_marks(string? text)
    {
        Assert.False(Recorder.IsMark(text));
        Assert.False(Recorder.IsMark(Named.Mark!["sub-".Length..]));
        Assert.False(Recorder.IsMark(Named.Mark + "A"));
    }

    [Fact]
    public void The_mark_is_recorded_with_the_first_event_and_the_name_is_not()
    {
        var byMark = Established.When(Draft(Named));
        Assert.Equal([new(Source, Named.Mark!)], byMark.Batch.SourcesTaken);
        Assert.Equal(Named.Mark, Assert.Single(byMark.Batch.Accepted).Draft.Extensions[Recorder.SourceOwner]);

        var byName = Established.When(Draft(OfCanTho));
        Assert.Equal([new(Source, Recorder.OwnerMark(OfCanTho.Name))], byName.Batch.SourcesTaken);
        Assert.Empty(Assert.Single(byName.Batch.Accepted).Draft.Extensions);

        var recorded = byMark.Accepted();
        var again = recorded.When(recorded.DraftOf(Gifts.Of(CanTho), by: Named) with { Source = Source });
        Assert.Empty(again.Batch.SourcesTaken);
        Assert.Empty(Assert.Single(again.Batch.Accepted).Draft.Extensions);
    }

    [Fact]
    public void Other_attributes_of_the_sender_stay()
    {
        var draft = Draft(Named) with { Extensions = new Dictionary<string, object> { ["note"] = "x" } };

        Assert.Equal(["note", Recorder.SourceOwner],
            Established.When(draft).Batch.Accepted[0].Draft.Extensions.Keys.Order());
        Assert.Equal(["recordedby", "note", Recorder.SourceOwner], Established.When(draft).Batch.Accepted[0].Personal);
        Assert.Contains("source", PersonalAttributes.Of(draft with { Source = Named.OwnSource }));
    }

    [Fact]
    public void What_the_program_imports_leaves_sources_to_their_systems() =>
        Assert.Empty(Established.When(Draft(Recorder.System)).Batch.SourcesTaken);

    [Fact]
    public void What_is_restored_stays_with_the_sender_that_its_attributes_tell()
    {
        var restored = Draft(Recorder.System) with
        {
            Original = new(new DateTimeOffset(2023, 6, 30, 4, 0, 0, TimeSpan.Zero), "can-tho-office"),
        };
        var marked = restored with
        {
            Extensions = new Dictionary<string, object> { [Recorder.SourceOwner] = Named.Mark! },
        };

        Assert.Equal([new(Source, Recorder.OwnerMark("can-tho-office"))],
            Established.When(restored).Batch.SourcesTaken);
        Assert.Equal([new(Source, Named.Mark!)], Established.When(marked).Batch.SourcesTaken);
        Assert.Equal("can-tho-office", Established.When(restored).Batch.Accepted[0].Stored.RecordedBy);
    }

    [Fact]
    public void The_program_itself_may_record_everything() =>
        Assert.True(Recorder.System is { ForAllCities: true, IsAdministrator: true });

    private static Draft Draft(Recorder by) => Established.DraftOf(Gifts.Of(CanTho), by: by) with { Source = Source };
}
