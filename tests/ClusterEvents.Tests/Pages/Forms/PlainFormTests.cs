using ClusterEvents.Domain;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Pages.Recording.Forms;
using Xunit;

namespace ClusterEvents.Tests.Pages.Forms;

/// <summary>The form of a kind for which nobody has written one, made of kinds that have one.</summary>
public sealed class PlainFormTests
{
    public static TheoryData<string> Kinds => [.. KindForms.All.Select(form => form.Type.Name)];

    [Fact]
    public void Every_kind_that_people_record_has_a_form() => Assert.Equal(
        StoredEvents.Catalogue.Types.Where(type => !type.ClrType.IsAssignableTo(typeof(ICorrection)))
            .Select(type => type.Name).Except([nameof(DirectiveOverdue)]).Order(StringComparer.Ordinal),
        KindForms.All.Select(form => form.Type.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_plain_form_asks_for_each_field_once_the_required_ones_first_and_under_their_usual_names(string kind)
    {
        var type = KindForms.All.Single(form => form.Type.Name == kind).Type;
        FieldReader[] own = [.. type.Reader().Fields.Where(field => !field.IsOfEnvelope && !field.IsOwnStream)];

        var form = PlainForm.Of(type, "fix");

        string[] asked = [.. form.Fields.Select(field => field.Path)];
        Assert.Equal(asked.Distinct(), asked);
        Assert.Equal(own.Select(field => field.Name).Order(StringComparer.Ordinal),
            asked.Except(["cityIds"]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(form.Folded, field => type.Reader().Find(field.Path)!.Required);
        Assert.All(form.Fields, field => Assert.NotEqual(field.Path, field.Vietnamese));
        Assert.Equal(type.Opens == Opens.Never, form.From is not null);
    }

    [Theory]
    [InlineData("FlowersOffered", "participants")]
    [InlineData("DirectiveIssued", "addressees")]
    [InlineData("CommunityActivityHeld", "cityIds")]
    [InlineData("DirectiveFulfilled", null)]
    [InlineData("CityRenamed", null)]
    [InlineData("SourceAttached", null)]
    public void A_plain_form_asks_for_cities_where_no_field_names_one(string kind, string? members) => Assert.Equal(
        members, PlainForm.Of(KindForms.All.Single(form => form.Type.Name == kind).Type, "fix").Members);
}
