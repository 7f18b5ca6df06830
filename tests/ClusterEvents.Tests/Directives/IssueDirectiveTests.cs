using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Directives;

[Collection<OnOwnStreams>]
public sealed class IssueDirectiveTests(EstablishedApp app)
{
    [Fact]
    public async Task A_directive_is_not_due_before_its_issue()
    {
        await app.RefusedAsync(
            Samples.DirectiveIssued("hasty").With("dueOn", "2022-07-28"), "due-before-issue", "dueOn");
        await app.GivenAsync(Samples.DirectiveIssued("prompt").With("dueOn", "2022-07-29"));
    }

    [Fact]
    public async Task A_directive_without_a_day_is_not_due_before_its_document() =>
        await app.RefusedAsync(
            Samples.DirectiveIssued("undated").With("occurredOn", null).With("precision", "Unknown")
                .With("dueOn", "2022-07-27"), "due-before-issue", "dueOn");

    [Theory]
    [InlineData("Month", "2022-06-30", false)]
    [InlineData("Month", "2022-07-01", true)]
    [InlineData("Year", "2021-12-31", false)]
    [InlineData("Year", "2022-01-01", true)]
    [InlineData("OnOrBefore", "2021-12-31", true)]
    public async Task A_directive_known_roughly_is_due_no_earlier_than_it_may_have_been_issued(
        string precision, string dueOn, bool accepted)
    {
        var issued = Samples.DirectiveIssued($"{precision}-{dueOn}".ToLowerInvariant())
            .With("precision", precision).With("dueOn", dueOn);

        if (accepted) await app.GivenAsync(issued);
        else await app.RefusedAsync(issued, "due-before-issue", "dueOn");
    }

    [Fact]
    public async Task A_directive_needs_no_due_day() =>
        await app.GivenAsync(Samples.DirectiveIssued("open-ended").With("dueOn", null));

    [Fact]
    public async Task Addressees_are_members() =>
        await app.RefusedAsync(
            Samples.DirectiveIssued("astray").With("addressees", new JsonArray("can-tho", "hai-phong")),
            "city-not-a-member", "addressees");

    [Fact]
    public async Task The_key_of_a_directive_is_used_once()
    {
        await app.GivenAsync(Samples.DirectiveIssued("once"));

        await app.RefusedAsync(
            Samples.DirectiveIssued("once").With("summary", "Việc khác"), "directive-already-on-record");
    }
}
