using System.Net;
using System.Text;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Exchange.Sheets.Reading;
using ClusterEvents.Tests.Hosting.Identity;
using Xunit;

namespace ClusterEvents.Tests.Exchange.Sheets;

/// <summary>Whose a sheet is, and what its sender may record with it.</summary>
public sealed class SheetRightsTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private static readonly byte[] OfBoth = Encoding.UTF8.GetBytes(
        "Việc;Ngày;Đơn vị;Loại\nHoạt động vì cộng đồng;1/2/2024;Cần Thơ;Của mình\n"
        + "Hoạt động vì cộng đồng;2/2/2024;Đà Nẵng;Của nơi khác\n");

    private (string, string) Lan => secured.Authority.SignedIn("lan", [Role.Recorder], ["can-tho"]);

    private (string, string) Minh => secured.Authority.SignedIn("minh", [Role.Recorder], ["da-nang"]);

    private (string, string) Reader => secured.Authority.SignedIn("khach", [Role.Reader], []);

    [Fact]
    public async Task Only_who_uploaded_a_sheet_sees_confirms_and_discards_it()
    {
        var draft = (await UploadAsync(Lan)).Expect(HttpStatusCode.Created).Json;
        var path = $"/v1/imports/{draft["id"]}";

        (await secured.App.GetAsync(path, Minh)).Refused(HttpStatusCode.NotFound, "unknown-draft");
        (await secured.App.GetAsync(path + ".xlsx", Minh)).Refused(HttpStatusCode.NotFound, "unknown-draft");
        (await secured.App.PostAsync(path + "/confirmation", new { }, Minh))
            .Refused(HttpStatusCode.NotFound, "unknown-draft");
        (await secured.App.GetAsync(path, Reader)).Refused(HttpStatusCode.Forbidden, "not-allowed");
        (await UploadAsync(Reader)).Refused(HttpStatusCode.Forbidden, "not-allowed");
        (await secured.App.GetAsync("/v1/templates/DirectiveIssued.xlsx", Reader)).Expect(HttpStatusCode.OK);
        (await secured.App.GetAsync(path, Lan)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_row_about_another_city_is_a_fault_and_cannot_be_confirmed()
    {
        var draft = (await UploadAsync(Lan)).Expect(HttpStatusCode.Created).Json;

        Assert.Empty(draft["rows"]![0]!["faults"]!.AsArray());
        var refused = await secured.App.PostAsync($"/v1/imports/{draft["id"]}/confirmation", new { }, Lan);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        (await secured.App.PostAsync($"/v1/imports/{draft["id"]}/confirmation", new { leaveOut = new[] { 3 } }, Lan))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Rights_are_asked_again_when_a_sheet_is_confirmed()
    {
        var draft = (await UploadAsync(Minh)).Expect(HttpStatusCode.Created).Json;
        // The same person, who records for no city any more.
        var moved = secured.Authority.SignedIn("minh", [Role.Recorder], ["can-tho"]);

        var refused = await secured.App.PostAsync($"/v1/imports/{draft["id"]}/confirmation",
            new { leaveOut = new[] { 2 } }, moved);

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    private Task<Answer> UploadAsync((string, string) by) =>
        secured.App.UploadAsync(OfBoth, "?name=hai-noi.csv", SheetFile.TableType, by);
}
