using System.Text.Json;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using Xunit;

namespace ClusterEvents.Domain.Tests.Corrections;

/// <summary>Changes that name the fields of an earlier schema version of their entry.</summary>
public sealed class EarlierChangesTests
{
    private static readonly ShrineVisited Visited = new("Đền Hùng", new("Hoa", null, null, null), null);

    [Fact]
    public void Changes_of_the_current_version_stay_as_they_are()
    {
        Change[] current =
            [Corrected.Change("shrine", "Đền Hùng", "Đền Trần"), Corrected.Change("note", null, "Mưa")];

        Assert.Same(current, InCurrentShape(current));
    }

    [Theory]
    [InlineData("place", "Đền Hùng", "Đền Trần", "shrine", "Đền Hùng", "Đền Trần")]
    [InlineData("guideName", "Hoa", "Lan", "guide.name", "Hoa", "Lan")]
    public void Changes_of_an_earlier_version_are_converted_as_its_entries_are(
        string field, string? old, string? @new, string path, string? said, string? says)
    {
        var change = Assert.Single(InCurrentShape([Corrected.Change(field, old, @new)]));

        Assert.Equal((path, said, says), (change.Field, change.Old?.GetString(), change.New?.GetString()));
    }

    [Fact]
    public void All_changes_of_one_correction_are_converted_together()
    {
        var converted = InCurrentShape(
            [Corrected.Change("place", "Đền Hùng", "Đền Trần"), Corrected.Change("guideName", "Hoa", "Lan")]);

        Assert.Equal(["shrine", "guide.name"], converted.Select(change => change.Field));
    }

    [Fact]
    public void A_value_that_an_earlier_version_adds_or_removes_is_added_or_removed()
    {
        var removed = Assert.Single(InCurrentShape([Corrected.Change("guideName", "Hoa", null)]));
        Assert.Equal(("guide", JsonValueKind.Object, null),
            (removed.Field, removed.Old!.Value.ValueKind, removed.New));

        var guided = Visited with { Guide = null };
        var added = Assert.Single(InCurrentShape([Corrected.Change("guideName", null, "Lan")], guided));
        Assert.Equal(("guide", null, "Lan"),
            (added.Field, added.Old, added.New!.Value.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("place", "Đền Khác", "Đền Trần")]
    [InlineData("colour", "đỏ", "xanh")]
    public void What_fits_no_version_is_left_for_the_rules_to_reject(string field, string old, string @new)
    {
        Change[] changes = [Corrected.Change(field, old, @new)];

        Assert.Same(changes, InCurrentShape(changes));
    }

    [Fact]
    public void One_that_fits_does_not_carry_one_that_does_not()
    {
        Change[] changes =
            [Corrected.Change("place", "Đền Hùng", "Đền Trần"), Corrected.Change("guideName", "Ai", "Lan")];

        Assert.Same(changes, InCurrentShape(changes));
    }

    [Fact]
    public void Items_of_lists_are_named_by_the_current_version_alone()
    {
        Change[] changes =
            [Corrected.Change("place", "Đền Hùng", "Đền Trần"), Corrected.Change("cityIds[0]", "hue", "ha-noi")];

        Assert.Same(changes, InCurrentShape(changes, Visited with { CityIds = [FirstCluster.Hue] }));
    }

    private static IReadOnlyList<Change> InCurrentShape(Change[] changes, ShrineVisited? visited = null) =>
        EarlierChanges.InCurrentShape(changes, visited ?? Visited, ShrineVisited.Type);
}
