using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Reading;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Corrections;

/// <summary>What an erasure takes out of an entry, and what it must not say itself.</summary>
public sealed class ErasureTests
{
    private const string Stream = "meeting/one";

    private static readonly History Held = Established.Given(
        new MeetingHeld(MeetingKind.Other, "Hội trường", Ministry, Officer, null).Of(CanTho) with
        {
            Sources =
            [
                new("Báo Cần Thơ", "Giao ban", null, null, "Lê Hoa", "Đồng chí Vũ Thành Thức chủ trì"),
                new("Báo khác", "Giao ban", null, null, null, "Không nêu tên"),
            ],
        }, Stream);

    [Fact]
    public void Without_fields_it_takes_what_is_said_of_the_person_and_every_text_that_names_it()
    {
        var erased = Erased(Held.Given(Erase(), Stream));

        Assert.Equal(new Person("[erased]", "[erased]", "[erased]", Officer.Unit), erased.Chair);
        Assert.Equal(("Lê Hoa", "[erased]"), (erased.Sources![0].Byline, erased.Sources[0].Note));
        Assert.Equal("Không nêu tên", erased.Sources[1].Note);
    }

    [Fact]
    public void With_fields_it_takes_those_alone_and_every_text_that_names_whom_they_name()
    {
        var byline = Erased(Held.Given(Erase("sources[0].byline"), Stream));
        Assert.Equal((Officer, "[erased]"), (byline.Chair, byline.Sources![0].Byline));
        Assert.Equal("Đồng chí Vũ Thành Thức chủ trì", byline.Sources[0].Note);

        var rank = Erased(Held.Given(Erase("chair.rank"), Stream));
        Assert.Equal(Officer with { Rank = "[erased]" }, rank.Chair);
        Assert.Equal("Đồng chí Vũ Thành Thức chủ trì", rank.Sources![0].Note);

        var chair = Erased(Held.Given(Erase("chair"), Stream));
        Assert.Equal(("[erased]", "[erased]"), (chair.Chair!.Name, chair.Sources![0].Note));

        var both = Erased(Held.Given(Erase("chair.rank", "sources[1].note"), Stream));
        Assert.Equal(("[erased]", "[erased]"), (both.Chair!.Rank, both.Sources![1].Note));
    }

    [Fact]
    public void A_field_that_is_not_personal_is_named_with_those_that_are()
    {
        var refused = Held.When(Erase("chair.name", "venue"), Stream);

        refused.RejectedWith("nothing-personal", "fields[1]");
        var personal = Assert.IsType<string[]>(refused.Rejections[0].Fault["personal"]);
        Assert.Equal(
            ["chair.name", "chair.post", "chair.rank", "sources[0].byline", "sources[0].note", "sources[1].note"],
            personal.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_own_texts_do_not_name_whom_it_erases()
    {
        foreach (var naming in new[]
        {
            Erase() with { Reason = "Theo yêu cầu của ông Vu Thanh Thuc" },
            Erase() with { RequestedBy = "Vũ Thành Thức" }, Erase() with { LegalBasis = "Đơn của Vũ Thành Thức" },
        })
            Held.When(naming, Stream).RejectedWith("names-the-erased");
        // One who is not erased may be named.
        Held.Given(Erase("sources[0].byline") with { RequestedBy = "Vũ Thành Thức" }, Stream);
        Held.When(Erase("sources[0].byline") with { RequestedBy = "Lê Hoa" }, Stream).RejectedWith("names-the-erased");
    }

    [Fact]
    public void An_entry_about_no_person_is_refused_with_what_could_be_named()
    {
        var unnamed = Established.Given(Gifts.Of(CanTho) with
        {
            Sources = [new("Báo Cần Thơ", null, null, null, "Lê Hoa", null)],
        }, "community/one");
        var about = unnamed.When(Erase() with { TargetEventId = unnamed.Last("community/one") }, "community/one");
        about.RejectedWith("nothing-personal");
        Assert.Equal("about-no-person", about.Rejections[0].Fault.Code);
        Assert.Equal(["sources[0].byline"], (string[])about.Rejections[0].Fault["personal"]!);

        var plain = Established.Given(Gifts.Of(CanTho), "community/one");
        var nothing = plain.When(Erase() with { TargetEventId = plain.Last("community/one") }, "community/one");
        Assert.Equal("nothing-personal", nothing.Rejections[0].Fault.Code);
        var named = plain.When(Erase("kind") with { TargetEventId = plain.Last("community/one") }, "community/one");
        Assert.Null(named.Rejections[0].Fault["personal"]);
    }

    [Fact]
    public void What_is_erased_already_is_not_erased_again_and_names_nobody()
    {
        PersonalValue name = new("/chair/name", PersonalKind.Name, "Vũ Thành Thức", "/chair/name"),
            mark = name with { Text = "[erased]" };

        Assert.True(new ErasedValues([name], null).Include(name));
        Assert.False(new ErasedValues([mark], null).Include(mark));
        Assert.Empty(new ErasedValues([mark], null).Names.Names);
        Assert.Equal(["Vũ Thành Thức"], new ErasedValues([name, mark], null).Names.Names);
        // The rank of a person is no name to look for.
        var rank = new PersonalValue("/chair/rank", PersonalKind.Detail, "Đại tá", "/chair/rank");
        Assert.Empty(new ErasedValues([rank], null).Names.Names);
    }

    [Fact]
    public void A_name_of_nothing_but_signs_is_in_no_text() =>
        Assert.False(new NamesInTexts(["—", ""]).OccurIn("a — b"));

    private static PersonalFieldsErased Erase(params string[] fields) => new(Held.Last(Stream), "Luật", "Công an",
        "Theo yêu cầu", fields.Length == 0 ? null : fields);

    private static MeetingHeld Erased(History history) => (MeetingHeld)history[Stream].Entries[0].Activity;
}
