using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.Tests.Directives;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.Tests.Targets;
using Xunit;

namespace ClusterEvents.Tests.Corrections;

/// <summary>A unique entry stays unique, even if it was recorded again while the first one was retracted.</summary>
[Collection<OnOwnEntries>]
public sealed class ReinstatementRulesTests(EstablishedApp app)
{
    [Fact]
    public async Task A_retracted_acknowledgement_is_not_reinstated_beside_another()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        var first = IdOf(await app.AcknowledgeAsync(directive, day: "2022-08-01"));
        await RetractAsync(first);
        var second = IdOf(await app.AcknowledgeAsync(directive, day: "2022-08-02"));

        (await ReinstateAsync(first)).Refused(HttpStatusCode.UnprocessableEntity, "already-acknowledged");

        Assert.Equal("2022-08-02", (string?)(await app.AddresseeAsync(directive))["acknowledgedOn"]);
        await RetractAsync(second);
        (await ReinstateAsync(first)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Later_entries_that_depend_on_it_do_not_prevent_a_reinstatement()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        var acknowledged = IdOf(await app.AcknowledgeAsync(directive));
        await app.AcknowledgeAsync(directive, "da-nang");
        await app.FulfilAsync(directive);
        await RetractAsync(acknowledged);

        (await ReinstateAsync(acknowledged)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_retracted_conclusion_is_not_reinstated_beside_another()
    {
        var conclusion = Samples.CampaignConcluded("concluded-again-2022");
        var first = IdOf(await app.GivenAsync(conclusion));
        await RetractAsync(first);
        await app.GivenAsync(conclusion.On("2022-12-31"));

        (await ReinstateAsync(first)).Refused(HttpStatusCode.UnprocessableEntity, "campaign-concluded");
    }

    [Theory]
    [InlineData("met", "missed")]
    [InlineData("missed", "met")]
    public async Task A_met_target_is_not_reinstated_beside_a_missed_one(string was, string instead)
    {
        var target = await app.GivenTargetAsync("can-tho", "2022-06-30");
        var first = IdOf(await app.EndAsync(target, was, "2022-11-29"));
        await RetractAsync(first);
        var second = IdOf(await app.EndAsync(target, instead, "2022-11-30"));

        (await ReinstateAsync(first)).Refused(HttpStatusCode.UnprocessableEntity, $"target-{instead}");

        await RetractAsync(second);
        (await ReinstateAsync(first)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_correction_may_not_repeat_what_was_recorded_again_since()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        var first = IdOf(await app.AcknowledgeAsync(directive, "can-tho"));
        (await CorrectCityAsync(first, "can-tho", "da-nang")).Expect(HttpStatusCode.Created);
        (await app.AcknowledgeAsync(directive, "can-tho")).Expect(HttpStatusCode.Created);

        (await CorrectCityAsync(first, "da-nang", "can-tho"))
            .Refused(HttpStatusCode.UnprocessableEntity, "already-acknowledged");
    }

    [Fact]
    public async Task A_correction_is_no_entry_to_be_corrected()
    {
        var directive = await app.GivenIssuedDirectiveAsync();
        var acknowledged = await app.AcknowledgeAsync(directive);
        var retraction = await RetractAsync(IdOf(acknowledged));

        var (correction, entry) = (IdOf(retraction), IdOf(acknowledged));
        Assert.Equal("EntryRetracted", (string?)(await app.GetAsync($"/v1/activities/{correction}"))
            .Expect(HttpStatusCode.OK).Json["kind"]);
        var inBody = Scenarios.Event("entry-reinstated", null,
            new JsonObject { ["targetEventId"] = correction, ["reason"] = "Không trùng" });
        foreach (var answer in new[]
        {
            await RetractAsync(correction), await ReinstateAsync(correction),
            await app.CorrectAsync(correction, ("reason", "Ghi trùng", "?")), await app.PostEventAsync(inBody),
        })
        {
            answer.Refused(HttpStatusCode.UnprocessableEntity, "correction-of-a-correction");
            var fault = answer.Json["errors"]!.AsObject().Single().Value![0]!;
            Assert.Equal(entry, (string?)fault["arguments"]!["entry"]);
            Assert.Contains(
                "Name the entry that it is about: “Directive acknowledged: ", (string)answer.Json["detail"]!,
                StringComparison.Ordinal);
        }
    }

    private static string IdOf(Answer recorded) => (string)recorded.Expect(HttpStatusCode.Created).Json["activityId"]!;

    private Task<Answer> RetractAsync(string id) =>
        app.PostAsync($"/v1/activities/{id}/retraction", new { Reason = "Ghi trùng" });

    private Task<Answer> ReinstateAsync(string id) =>
        app.PostAsync($"/v1/activities/{id}/reinstatement", new { Reason = "Không trùng" });

    private Task<Answer> CorrectCityAsync(string id, string old, string @new) => app.CorrectAsync(
        id, ("city", old, @new), ("cityIds", new JsonArray(old), new JsonArray(@new)));
}
