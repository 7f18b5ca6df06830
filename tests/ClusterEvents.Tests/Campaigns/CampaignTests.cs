using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.Campaigns;

[Collection<OnOwnStreams>]
public sealed class CampaignTests(EstablishedApp app)
{
    [Fact]
    public async Task An_edition_is_keyed_by_its_name_and_first_year()
    {
        var launched = Samples.CampaignLaunched("unused")
            .With("name", "Học tập và làm theo Bác").With("campaignIds", null).With("scope", "Cluster");

        Assert.Equal("campaign/hoc-tap-va-lam-theo-bac-2022",
            (await app.PostAsync(launched.Path, launched.Data)).Expect(HttpStatusCode.Created).Stream);
    }

    [Fact]
    public async Task A_long_name_keeps_the_year_in_its_key()
    {
        var launched = Samples.CampaignLaunched("unused")
            .With("name", string.Join(' ', Enumerable.Repeat("Phong trào", 25))).With("campaignIds", null)
            .With("scope", "Cluster");

        var stream = (await app.PostAsync(launched.Path, launched.Data)).Expect(HttpStatusCode.Created).Stream!;

        Assert.EndsWith("-2022", stream, StringComparison.Ordinal);
        Assert.True(stream.Length <= "campaign/".Length + 100, stream);
    }

    [Fact]
    public async Task Name_and_period_are_unique()
    {
        var launched = Samples.CampaignLaunched("unique-2022");
        await app.GivenAsync(launched);
        var again = Samples.CampaignLaunched("another-key-2022").With("name", "PHONG TRÀO unique-2022");

        await app.RefusedAsync(again, "campaign-already-launched", "name");
        await app.GivenAsync(again.With("period", Period("2023-01-01", "2023-12-31")));
    }

    [Fact]
    public async Task The_key_of_an_edition_is_used_once() =>
        await app.RefusedAsync(
            Samples.CampaignLaunched(Scenarios.Campaign).With("name", "Khác"), "campaign-already-on-record");

    [Fact]
    public async Task A_period_ends_after_it_begins()
    {
        var backwards = Samples.CampaignLaunched("backwards").With("period", Period("2022-12-31", "2022-01-01"));

        Assert.Equal(["period.to"], (await app.PostAsync(backwards.Route, backwards.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Theory]
    [InlineData("2021-12-31", "2022-02-01", "from")]
    [InlineData("2022-12-01", "2023-01-01", "to")]
    public async Task A_drive_lies_within_its_edition(string from, string to, string field) =>
        await app.RefusedAsync(
            Samples.DriveOpened("drives-2022").With("from", from).With("to", to), "drive-outside-edition", field);

    [Fact]
    public async Task A_drive_is_open_once_and_closed_when_it_is_open()
    {
        var (opened, closed) = (Samples.DriveOpened("driven-2022"), Samples.DriveClosed("driven-2022"));
        await app.GivenWhatItNeedsAsync(opened);
        await app.RefusedAsync(closed with { Before = [] }, "drive-not-open", "name");
        await app.GivenAsync(opened);
        await app.RefusedAsync(opened.With("name", "CAO ĐIỂM"), "drive-already-open", "name");
        await app.GivenAsync(closed.With("name", "cao điểm"));
        await app.RefusedAsync(closed, "drive-not-open", "name");
        await app.GivenAsync(opened.With("to", "2022-10-01"));
    }

    [Fact]
    public async Task A_drive_that_ends_before_it_begins_is_malformed()
    {
        var backwards = Samples.DriveOpened("driven-back-2022").With("to", "2022-06-30");

        Assert.Equal(["to"], (await app.PostAsync(backwards.Route, backwards.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task Signatories_are_members() =>
        await app.RefusedAsync(
            Samples.PactSigned("pacts-2022").With("signatories", new JsonArray("can-tho", "hai-phong")),
            "city-not-a-member", "signatories");

    [Theory]
    [InlineData("Day", "2022-07-30", false)]
    [InlineData("Day", "2022-07-29", true)]
    [InlineData("Month", "2022-07-31", true)]
    [InlineData("Month", "2022-08-01", false)]
    [InlineData("Year", "2022-12-31", true)]
    [InlineData("Year", "2023-01-01", false)]
    public async Task A_review_is_of_a_period_that_had_ended(string precision, string to, bool accepted)
    {
        var review = Samples.CampaignReviewed("reviews-2022")
            .With("precision", precision).With("period", Period("2022-01-01", to));

        if (accepted) await app.GivenAsync(review);
        else await app.RefusedAsync(review, "period-not-ended", "period.to");
    }

    [Theory]
    [InlineData("CampaignReviewed")]
    [InlineData("CampaignConcluded")]
    public async Task What_is_held_at_a_meeting_names_one_on_record(string kind)
    {
        var id = $"meets-{kind.ToLowerInvariant()}";
        var sample = kind == "CampaignReviewed" ? Samples.CampaignReviewed(id) : Samples.CampaignConcluded(id);

        await app.RefusedAsync(sample.With("meeting", "meeting/never-held"), "unknown-meeting", "meeting");
        Assert.Equal(["meeting"], (await app.PostAsync(sample.Route, sample.With("meeting", "city/can-tho").Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task An_assessment_needs_scope_Cluster_or_City()
    {
        var assessment = Samples.AssessmentRecorded("assessments-2022").With("scope", "Campaign");

        Assert.Equal(["scope"], (await app.PostAsync(assessment.Route, assessment.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Theory]
    [InlineData("AssessmentRecorded")]
    [InlineData("PrioritiesSet")]
    public async Task Assessments_and_priorities_have_at_least_one_item(string kind)
    {
        var sample = Samples.Of(kind).With("items", new JsonArray());

        Assert.Equal(["items"], (await app.PostAsync(sample.Route, sample.Data))
            .Refused(HttpStatusCode.BadRequest, "invalid-request").Fields());
    }

    [Fact]
    public async Task A_concluded_campaign_accepts_nothing_later_and_is_concluded_once()
    {
        const string id = "ended-2022";
        await app.GivenAsync(Samples.CampaignConcluded(id));

        await app.RefusedAsync(Samples.CampaignConcluded(id), "campaign-concluded");
        await app.RefusedAsync(Samples.PrioritiesSet(id).On("2022-12-31"), "campaign-concluded", "campaignIds");
        await app.RefusedAsync(Samples.MeetingHeld("too-late").On("2022-12-31").With("campaignIds", new JsonArray(id)),
            "campaign-concluded", "campaignIds");
        // History is backfilled: what happened before the conclusion is still recorded.
        await app.GivenAsync(Samples.PrioritiesSet(id).On("2022-12-30"));
    }

    [Theory]
    [InlineData("Month", "2022-12-01", "2022-12-31", true)]
    [InlineData("Month", "2022-12-01", "2023-01-01", false)]
    [InlineData("Year", "2022-01-01", "2022-12-31", true)]
    [InlineData("Year", "2022-01-01", "2023-01-01", false)]
    [InlineData("OnOrBefore", "2022-12-30", "2022-12-31", false)]
    public async Task Of_a_conclusion_known_by_month_or_year_all_of_it_belongs_to_the_campaign(
        string precision, string concludedOn, string day, bool accepted)
    {
        var id = $"roughly-{precision}-{day}".ToLowerInvariant();
        await app.GivenAsync(Samples.CampaignConcluded(id).On(concludedOn).With("precision", precision));
        var priorities = Samples.PrioritiesSet(id).On(day);

        if (accepted) await app.GivenAsync(priorities);
        else await app.RefusedAsync(priorities, "campaign-concluded", "campaignIds");
    }

    [Theory]
    [InlineData("Month", "2022-12-31", true)]
    [InlineData("Month", "2023-01-31", false)]
    [InlineData("OnOrBefore", "2023-02-15", true)]
    public async Task What_may_have_happened_before_the_conclusion_belongs_to_the_campaign(
        string precision, string day, bool accepted)
    {
        const string id = "ended-on-a-day";
        var conclusion = Samples.CampaignConcluded(id);
        if (await app.VersionAsync(conclusion.Subject) == 0) await app.GivenAsync(conclusion);
        var priorities = Samples.PrioritiesSet(id).On(day).With("precision", precision);

        if (accepted) await app.GivenAsync(priorities);
        else await app.RefusedAsync(priorities, "campaign-concluded", "campaignIds");
    }

    private static JsonObject Period(string from, string to) => new() { ["from"] = from, ["to"] = to };
}
