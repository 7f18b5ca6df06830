using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ClusterEvents.Tests.Pages;

/// <summary>What pages offer next, and to choose from: nothing that the record would refuse.</summary>
public sealed class OfferedFormsTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    [Fact]
    public async Task After_each_step_of_a_meeting_only_what_can_follow_is_offered()
    {
        var planned = await ScheduledAsync("20/12/2030", "Hội trường dự kiến");

        var scheduled = await DoneAsync(planned);
        Assert.Equal(["meeting-held", "meeting-postponed", "meeting-cancelled"], Offered(scheduled));
        await app.PostAsync($"/v1/meetings/{Id(planned)}/postponements", new JsonObject
        {
            ["occurredOn"] = "2022-07-29",
            ["newPlannedOn"] = "2030-12-27",
            ["reason"] = "Trùng lịch",
        });
        // The way to the next form shows where the meeting stands now.
        var cancel = await HtmlForm.OpenAsync(
            app, $"/vi/record/meeting-cancelled?from={Uri.EscapeDataString(planned.Stream!)}");
        Assert.Contains("Đã hoãn đến 27/12/2030", cancel.Html, StringComparison.Ordinal);
        var cancelled = (await cancel.Set("reason", "Cấp trên hoãn").Set("occurredOn", "29/07/2022")
            .SendAsync(app, "record")).Expect(HttpStatusCode.OK).Text;
        Assert.Empty(Offered(cancelled));

        var held = (await app.PostAsync("/v1/meetings", Held("Hội trường đã họp"))).Expect(HttpStatusCode.Created);
        Assert.Equal(["remarks-delivered", "directive-issued"], Offered(await DoneAsync(held)));
        var page = await app.GetAsync($"/vi/activities/{held.Json["activityId"]}");
        Assert.DoesNotContain("/record/meeting-postponed", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_find_box_shows_first_what_the_form_fits()
    {
        await app.PostAsync("/v1/meetings", Held("Phòng họp Ninh Kiều"));
        await ScheduledAsync("01/11/2031", "Phòng họp Ninh Kiều");

        var postponed = await FindAsync("meeting-postponed", "Ninh Kiều");
        var remarks = await FindAsync("remarks-delivered", "Ninh Kiều");

        Assert.Matches("(?s)Ngày dự kiến: 01/11/2031.*id=\"hit-1\"", postponed.Html);
        Assert.DoesNotMatch("(?s)Ngày dự kiến: 01/11/2031.*id=\"hit-1\"", remarks.Html);
    }

    [Fact]
    public async Task What_is_recorded_does_not_depend_on_how_its_meeting_was_chosen()
    {
        var first = await ScheduledAsync("02/11/2031", "Hội trường một");
        var second = await ScheduledAsync("03/11/2031", "Hội trường hai");

        var found = HtmlForm.Of((await (await FindAsync("meeting-cancelled", "Hội trường hai"))
            .Set("stream", second.Stream!).SendAsync(app, "take")).Expect(HttpStatusCode.OK));
        var direct = await HtmlForm.OpenAsync(
            app, $"/vi/record/meeting-cancelled?from={Uri.EscapeDataString(first.Stream!)}");

        Assert.Equal(("Cluster", "Cluster"), (direct["scope"], found["scope"]));
    }

    [Fact]
    public async Task A_title_is_found_in_the_law_of_the_day_of_the_decision()
    {
        var form = await HtmlForm.OpenAsync(app, "/vi/record/commendation-awarded");

        var before = HtmlForm.Of((await form.Set("decisionDate", "1/6/2022").Set("level", "Bộ Công an")
            .Set("q", "co thi bo").Set("find", "title").SendAsync(app)).Expect(HttpStatusCode.OK));
        Assert.Contains("theo luật có hiệu lực ngày 01/06/2022", before.Html, StringComparison.Ordinal);
        Assert.Contains(
            "value=\"Cờ thi đua cấp bộ, ngành, tỉnh, đoàn thể trung ương\"", before.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Cờ thi đua của Bộ, ban, ngành, tỉnh", before.Html, StringComparison.Ordinal);
        var chosen = HtmlForm.Of((await before
            .Set("title", "Cờ thi đua cấp bộ, ngành, tỉnh, đoàn thể trung ương").SendAsync(app, "take"))
            .Expect(HttpStatusCode.OK));

        Assert.Equal(("Cờ thi đua cấp bộ, ngành, tỉnh, đoàn thể trung ương", "Bộ Công an", "1/6/2022"),
            (chosen["title"], chosen["level"], chosen["decisionDate"]));
    }

    [Fact]
    public async Task What_was_not_chosen_is_told_as_a_choice()
    {
        var refused = (await (await HtmlForm.OpenAsync(app, "/vi/record/target-set")).SendAsync(app, "review"))
            .Expect(HttpStatusCode.BadRequest);
        var html = HtmlForm.Of(refused).Html;

        Assert.Contains("<b>Mức phải đạt: </b>Chưa chọn. Chọn một mục bên dưới.", html, StringComparison.Ordinal);
        Assert.Contains("<b>Đơn vị tính: </b>Chưa chọn. Chọn một mục bên dưới.", html, StringComparison.Ordinal);
        Assert.Contains("<b>Tên chỉ tiêu: </b>Chưa nhập tên chỉ tiêu.", html, StringComparison.Ordinal);
        Assert.Contains("Chi tiết ít dùng<span class=\"soft\">: ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_front_page_leads_to_the_forms_and_tells_which_meetings_are_ahead()
    {
        await ScheduledAsync("05/11/2031", "Nhà văn hóa Tây Đô");

        var home = WebUtility.HtmlDecode((await app.GetAsync("/vi")).Expect(HttpStatusCode.OK).Text);

        Assert.Contains("<a class=\"card\" href=\"/vi/record\">", home, StringComparison.Ordinal);
        Assert.Matches("Thứ Tư, 05/11/2031</p>\\s*<p class=\"small soft\">Nhà văn hóa Tây Đô", home);
    }

    private static string Id(Answer planned) => planned.Stream!.Split('/')[1];

    /// <summary>The kinds that the page of what was recorded offers, but that of the same again.</summary>
    private static string[] Offered(string page) =>
    [
        .. page.Split("class=\"way\" href=\"/vi/record/").Skip(1)
            .Where(one => one.Contains("from=", StringComparison.Ordinal)
            && !one.Contains("Ghi thêm", StringComparison.Ordinal)).Select(one => one.Split('?')[0]),
    ];

    private async Task<string> DoneAsync(Answer recorded) => WebUtility.HtmlDecode((await app.GetAsync(
        $"/vi/record/done?id={recorded.Json["activityId"]}&position={recorded.Position}"))
        .Expect(HttpStatusCode.OK).Text);

    /// <summary>Searches what is on record, once everything recorded is projected.</summary>
    private async Task<HtmlForm> FindAsync(string form, string words)
    {
        await app.TimelineAsync($"clusters/{Scenarios.Cluster}");
        return HtmlForm.Of((await (await HtmlForm.OpenAsync(app, $"/vi/record/{form}"))
            .Set("q", words).Set("find", "stream").SendAsync(app)).Expect(HttpStatusCode.OK));
    }

    private async Task<Answer> ScheduledAsync(string day, string venue)
    {
        var meeting = Held(venue);
        meeting["plannedOn"] = string.Join('-', day.Split('/').Reverse());
        return (await app.PostAsync("/v1/meetings/schedules", meeting)).Expect(HttpStatusCode.Created);
    }

    private static JsonObject Held(string venue) => new()
    {
        ["kind"] = "Thematic",
        ["venue"] = venue,
        ["hostUnit"] = new JsonObject { ["name"] = "Công an thành phố Cần Thơ", ["cityId"] = "can-tho" },
        ["clusterId"] = Scenarios.Cluster,
        ["occurredOn"] = Scenarios.Today,
        ["scope"] = "Cluster",
    };
}
