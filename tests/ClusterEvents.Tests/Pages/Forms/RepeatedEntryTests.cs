using System.Net;
using Xunit;

namespace ClusterEvents.Tests.Pages.Forms;

/// <summary>What looks recorded already is compared, corrected or refused.</summary>
[Collection<OnForms>]
public sealed class RepeatedEntryTests(EstablishedApp app)
{
    [Fact]
    public async Task What_looks_recorded_already_is_compared_before_it_is_recorded_again()
    {
        var form = RecordForms.Of("CommunityActivityHeld");
        KeyValuePair<string, string>[] texts =
        [
            new("kind", "Hiến máu"), new("cityIds", "can-tho"), new("all", "no"), new("occurredOn", "15/08/2022"),
            new("clusterId", "cum-1-bca"),
        ];
        var first = await app.RecordFormAsync(form, [.. texts, new("key", "repeat-1")]);

        var compared = (await app.PostFormAsync(form, [.. texts, new("key", "repeat-2"), new("do", "review")]))
            .Expect(HttpStatusCode.OK);
        var same = await app.PostFormAsync(form,
            [.. texts, new("similar", first["id"]!), new("repeat", "same"), new("do", "repeat")]);
        var another = (await app.PostFormAsync(form,
            [.. texts, new("key", "repeat-2"), new("repeat", "another"), new("do", "repeat")]))
            .Expect(HttpStatusCode.OK);

        Assert.Contains("Hai mục này là một việc, hay hai việc?", compared.Text, StringComparison.Ordinal);
        Assert.Contains($"/vi/activities/{first["id"]}", compared.Text, StringComparison.Ordinal);
        Assert.Equal($"/vi/activities/{first["id"]}", same.Address!.AbsolutePath);
        Assert.Contains("Ghi vào sổ", another.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_goes_along_to_the_correction_of_what_stands()
    {
        var form = RecordForms.Of("CommunityActivityHeld");
        KeyValuePair<string, string>[] texts =
        [
            new("kind", "Tặng quà gia đình chính sách"), new("cityIds", "can-tho"), new("all", "no"),
            new("occurredOn", "16/08/2022"), new("clusterId", "cum-1-bca"), new("sources[0].note", "Sổ trực ban"),
        ];
        var first = await app.RecordFormAsync(
            form, [.. texts, new("key", "along-1"), new("amountVnd", "5000000"), new("place", "")]);

        var opened = (await app.PostFormAsync(form,
        [
            .. texts, new("key", "along-2"), new("amountVnd", "7.500.000"), new("sources[1].publisher", "Báo Cần Thơ"),
            new("similar", first["id"]!), new("repeat", "correct"), new("do", "repeat"),
        ])).Expect(HttpStatusCode.OK);

        Assert.Equal($"/vi/activities/{first["id"]}/correct", opened.Address!.AbsolutePath);
        Assert.Contains("Đang ghi: 5.000.000 đồng", HtmlForm.Of(opened).Html, StringComparison.Ordinal);
        var corrected = HtmlForm.Of(opened).Set("because", "Theo danh sách đã ký");
        var review = HtmlForm.Of((await corrected.SendAsync(app, "review")).Expect(HttpStatusCode.OK));
        Assert.Contains("2 ô sẽ đổi", review.Html, StringComparison.Ordinal);
        (await review.SendAsync(app, "record")).Expect(HttpStatusCode.OK);
        var data = (await app.GetAsync($"/v1/activities/{first["id"]}")).Expect(HttpStatusCode.OK).Json["data"]!;
        Assert.Equal((7_500_000L, 2, "Tặng quà gia đình chính sách"),
            ((long)data["amountVnd"]!, data["sources"]!.AsArray().Count, (string?)data["kind"]));
    }

    [Fact]
    public async Task Another_event_under_the_key_of_a_form_is_refused_and_kept()
    {
        var form = RecordForms.Of("CommunityActivityHeld");
        KeyValuePair<string, string>[] texts =
        [
            new("kind", "Tặng quà"), new("cityIds", "can-tho"), new("all", "no"), new("occurredOn", "30/07/2022"),
            new("clusterId", "cum-1-bca"), new("key", "reused"),
        ];
        await app.RecordFormAsync(form, texts);

        var answer = await app.PostFormAsync(form, [.. texts.Skip(1), new("kind", "Xây nhà"), new("do", "record")]);

        answer.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("value=\"X&#xE2;y nh&#xE0;\"", answer.Text, StringComparison.Ordinal);
        var told = RecordForms.TextOf(RecordForms.FaultsOf(answer));
        Assert.Contains("Bấm “Ghi thành mục mới”", told, StringComparison.Ordinal);
        Assert.DoesNotMatch(RecordForms.English(), told);
    }
}
