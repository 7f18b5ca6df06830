using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Deadlines;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Directives;

/// <summary>
/// Overdue is a consequence, not an accusation: the program waits before it records it, and takes its own entry back
/// when what is recorded later contradicts it.
/// </summary>
public sealed class OverdueFlagTests(DeadlineTests.Watching app) : IClassFixture<DeadlineTests.Watching>
{
    [Fact]
    public async Task A_fulfilment_recorded_afterwards_takes_the_flag_back_and_names_the_cause()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");
        await app.OverdueAsync(directive, 1);

        var cause = (await app.FulfilAsync(directive, day: "2022-09-15")).Expect(HttpStatusCode.Created);
        var retraction = await CorrectionAsync(directive, "entry-retracted");

        Assert.Contains((string)cause.Json["activityId"]!, (string)retraction["data"]!["reason"]!,
            StringComparison.Ordinal);
        foreach (var timeline in new[] { "cities/can-tho", $"campaigns/{Scenarios.Campaign}" })
            Assert.DoesNotContain(
                (await app.TimelineAsync(timeline, "&kind=DirectiveOverdue")).Entries,
                entry => ((string)entry!["stream"]!).EndsWith(directive.Split('/')[^1], StringComparison.Ordinal));
        var addressee = await app.AddresseeAsync(directive);
        Assert.Equal((false, false), ((bool)addressee["overdue"]!, (bool)addressee["late"]!));
    }

    [Fact]
    public async Task A_flag_that_was_taken_back_holds_again_when_its_cause_is_retracted()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");
        await app.OverdueAsync(directive, 1);
        var cause = (await app.FulfilAsync(directive, day: "2022-09-15")).Expect(HttpStatusCode.Created);
        await CorrectionAsync(directive, "entry-retracted");

        (await app.PostAsync($"/v1/activities/{cause.Json["activityId"]}/retraction", new { Reason = "Nhầm" }))
            .Expect(HttpStatusCode.Created);

        await CorrectionAsync(directive, "entry-reinstated");
        Assert.True((bool)(await app.AddresseeAsync(directive))["overdue"]!);
        Assert.Single(await app.OverdueAsync(directive, 1));
    }

    [Fact]
    public async Task The_retraction_of_a_directive_takes_its_flags_with_it_and_its_reinstatement_brings_them_back()
    {
        var issued = (await app.IssueDirectiveAsync("2022-09-30", "can-tho")).Expect(HttpStatusCode.Created);
        var (directive, entry) = (DirectiveScenarios.PathOf(issued), $"/v1/activities/{issued.Json["activityId"]}");
        await app.OverdueAsync(directive, 1);

        (await app.PostAsync($"{entry}/retraction", new { Reason = "Nhầm" })).Expect(HttpStatusCode.Created);
        await Eventually.FindAsync(() => FlagsAsync(directive), flags => flags.Length == 0);

        (await app.PostAsync($"{entry}/reinstatement", new { Reason = "Đúng" })).Expect(HttpStatusCode.Created);
        Assert.Single(await Eventually.FindAsync(() => FlagsAsync(directive), flags => flags.Length == 1));
        Assert.True((bool)(await app.AddresseeAsync(directive))["overdue"]!);
    }

    /// <summary>The flags of a directive on the timeline of Cần Thơ.</summary>
    private async Task<JsonNode[]> FlagsAsync(string directive) =>
        [.. (await app.TimelineAsync("cities/can-tho", "&kind=DirectiveOverdue")).Entries
            .Where(entry => ((string)entry!["stream"]!).EndsWith(directive.Split('/')[^1], StringComparison.Ordinal))!];

    [Fact]
    public async Task A_flag_that_a_person_retracted_does_not_come_back()
    {
        var directive = await app.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");
        await app.OverdueAsync(directive, 1);
        var flag = await Eventually.FindAsync(
            async () => (await app.TimelineAsync("cities/can-tho", "&kind=DirectiveOverdue")).Entries.FirstOrDefault(
                entry => ((string)entry!["stream"]!).EndsWith(directive.Split('/')[^1], StringComparison.Ordinal))!,
            found => found is not null);

        (await app.PostAsync($"/v1/activities/{flag["activityId"]}/retraction", new { Reason = "Đã xong" }))
            .Expect(HttpStatusCode.Created);
        await app.LookedAtAsync(directive);

        Assert.False((bool)(await app.AddresseeAsync(directive))["overdue"]!);
    }

    [Fact]
    public async Task A_directive_recorded_after_its_due_day_is_flagged_only_after_a_day()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 5, 0, 0, TimeSpan.Zero));
        await using var late = TestApp.EstablishedWith(
            new() { ["Deadlines:Watch"] = "true", ["Deadlines:Grace"] = "1.00:00:00" }, clock);
        await late.InitializeAsync();
        var directive = await late.GivenIssuedDirectiveAsync("2022-09-30", "can-tho");
        var key = new StreamKey("directive", directive.Split('/')[^1]);
        var deadlines = late.Get<Deadlines>();

        Assert.Equal(TimeSpan.FromDays(1), await deadlines.ReviewAsync([key], TestApp.Cancel));
        Assert.Empty(await late.OverdueAsync(directive, 0));

        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["can-tho 2022-10-01"], await late.OverdueAsync(directive, 1));
    }

    private Task<JsonNode> CorrectionAsync(string directive, string type) => Eventually.FindAsync(
        async () => (await app.GetAsync($"/v1/streams/directive/{directive.Split('/')[^1]}")).Json["events"]!.AsArray()
            .FirstOrDefault(one => (string?)one!["type"] == $"clusterevents.{type}.v2"
                && (string?)one["recordedby"] == "clusterevents")!,
        found => found is not null);
}
