using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Exchange.Sheets.Reading;
using Xunit;

namespace ClusterEvents.Tests.Exchange.Sheets;

/// <summary>A table of past activities, from its upload to the record.</summary>
[Collection<OnSheets>]
public sealed class ImportDraftTests(SeededApp app)
{
    private static readonly object?[] Headers =
        ["Việc", "Ngày", "Đơn vị", "Loại", "Số tiền", "Tưởng niệm, tri ân", "Địa điểm", "Đơn vị tham gia", "Nguồn"];

    /// <summary>Ten cells of the table with a fault each: its address, its code, and a word of the sentence.</summary>
    private static readonly (string Cell, string Code, string Word)[] Faults =
    [
        ("B14", "no-such-day", "31/06/2025"), ("B37", "year-of-two-digits", "03/04/2025"),
        ("A52", "unknown-choice", "Giao ban"), ("C88", "unknown-city", "Cần Tho xa"),
        ("E103", "not-a-number", "năm triệu"),
        ("B120", "date-in-future", "2999"), ("F131", "required", ""), ("C150", "city-not-a-member", "Cần Thơ"),
        ("E166", "not-a-whole-number", "số nguyên"), ("D199", "too-long", "300"),
    ];

    [Fact]
    public async Task A_workbook_of_two_hundred_rows_tells_its_faults_by_their_cells_and_is_recorded_when_corrected()
    {
        var draft = (await app.UploadAsync(await Workbook.OfAsync("Năm 2025", Table(faulty: true)),
            "?name=so-theo-doi-2025.xlsx", headers: ("Accept-Language", "vi"))).Expect(HttpStatusCode.Created).Json;

        Assert.Equal(("so-theo-doi-2025.xlsx", "Năm 2025", "Faulty"),
            ((string?)draft["name"], (string?)draft["sheet"], (string?)draft["status"]));
        Assert.Equal("""{"rows":200,"good":190,"faulty":10,"likelyRepeated":0}""", draft["counts"]!.ToJsonString());
        var faults = draft["rows"]!.AsArray().SelectMany(row => row!["faults"]!.AsArray()).ToArray();
        Assert.Equal(Faults.Select(fault => fault.Cell), faults.Select(fault => (string?)fault!["cell"]));
        Assert.Equal(Faults.Select(fault => fault.Code), faults.Select(fault => (string?)fault!["code"]));
        foreach (var ((_, _, word), fault) in Faults.Zip(faults))
            Assert.Contains(word, (string?)fault!["detail"], StringComparison.Ordinal);
        var good = draft["rows"]![0]!;
        Assert.Equal(("CommunityActivityHeld", "2025-01-02"), ((string?)good["kind"], (string?)good["occurredOn"]));
        Assert.Contains("Tặng quà lần 2", (string?)good["title"], StringComparison.Ordinal);
        Assert.Equal("can-tho", (string?)good["cityIds"]![0]);

        var newest = await app.Get<EventReplay>().NewestAsync(TestApp.Cancel);
        var refused = await app.PostAsync($"/v1/imports/{draft["id"]}/confirmation", new { });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        // A rule of the record is told when nothing is malformed any more; the draft has all faults.
        Assert.Equal(9, refused.Json["errors"]!.AsObject().Count);
        Assert.NotNull(refused.Json["errors"]!["B14"]);
        Assert.Equal(newest, await app.Get<EventReplay>().NewestAsync(TestApp.Cancel));

        var marked = await app.DownloadAsync($"/v1/imports/{draft["id"]}.xlsx");
        Assert.Equal("Cần sửa", marked.Header.Cells[^1].Text);
        Assert.StartsWith("Ô B14: ", marked.Rows.Single(row => row.Number == 14).Cells[^1].Text,
            StringComparison.Ordinal);
        Assert.Equal(200, marked.Rows.Count);

        // The marked sheet comes back corrected: its own column is left out.
        var corrected = Table(faulty: false).Select((row, index) =>
            (object?[])[.. row, index == 0 ? "Cần sửa" : "Ô B14: …"]).ToArray();
        var ready = (await app.UploadAsync(await Workbook.OfAsync("Năm 2025", corrected)))
            .Expect(HttpStatusCode.Created).Json;
        Assert.Equal("Ready", (string?)ready["status"]);
        var result = (await app.PostAsync($"/v1/imports/{ready["id"]}/confirmation",
            new { leaveOut = new[] { 2, 201 } }))
            .Expect(HttpStatusCode.Created).Json;
        Assert.Equal((198, 2), ((int)result["recorded"]!, (int)result["leftOut"]!));
        var timeline =
            await app.TimelineAsync("cities/can-tho", "&from=2025-01-03&to=2025-01-03&kind=CommunityActivityHeld");
        Assert.Contains("Tặng quà lần 3", (string?)timeline.Entries.Single()!["title"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmed_sheet_is_recorded_once_and_always_answered_as_the_first_time()
    {
        var file = Csv("Việc;Ngày;Đơn vị;Loại\nHoạt động vì cộng đồng;5/8/2024;can tho;Một lần\n"
            + "Hoạt động vì cộng đồng;6/8/2024;Da Nang, Cần Thơ;Hai lần\n");
        var draft = (await app.UploadAsync(file, "", SheetFile.TableType)).Expect(HttpStatusCode.Created);
        var path = $"/v1/imports/{draft.Json["id"]}/confirmation";

        var both = await Task.WhenAll(app.PostAsync(path, new { }), app.PostAsync(path, new { }));
        var later = await app.PostAsync(path, new { leaveOut = Array.Empty<int>() });
        var other = await app.PostAsync(path, new { leaveOut = new[] { 2 } });
        var again = (await app.UploadAsync(file, "", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json;

        Assert.All(both, one => one.Expect(HttpStatusCode.Created));
        Assert.Equal(both[0].Text, both[1].Text);
        Assert.Equal(both[0].Text, later.Text);
        other.Refused(HttpStatusCode.Conflict, "sheet-already-recorded");
        Assert.Equal("Recorded", (string?)again["status"]);
        Assert.Equal((long)later.Json["position"]!, (long)again["rows"]![1]!["position"]!);
    }

    [Fact]
    public async Task A_sheet_that_is_refused_in_part_leaves_nothing_behind()
    {
        var file = Csv("Việc,Ngày,Đơn vị,Loại\nHoạt động vì cộng đồng,07/08/2024,Cần Thơ,Được\n"
            + "Hoạt động vì cộng đồng,07/08/2020,Cần Thơ,Chưa là thành viên\n");
        var draft = (await app.UploadAsync(file, "", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json;

        var refused = await app.PostAsync($"/v1/imports/{draft["id"]}/confirmation", new { });
        var rest = await app.PostAsync($"/v1/imports/{draft["id"]}/confirmation", new { leaveOut = new[] { 3 } });

        refused.Refused(HttpStatusCode.UnprocessableEntity, "city-not-a-member");
        Assert.NotNull(refused.Json["errors"]!["C3"]);
        Assert.Equal(1, (int)rest.Expect(HttpStatusCode.Created).Json["recorded"]!);
    }

    [Fact]
    public async Task Words_that_several_have_ask_for_an_address_which_is_taken()
    {
        const string head = "Việc;Ngày;Đơn vị;Nội dung chỉ đạo;Ai ban hành: Tên;Căn cứ;Đơn vị thực hiện\n";
        const string rest = ";Cần Thơ;Camera khu phố;Công an TP Cần Thơ;Kế hoạch;Cần Thơ\n";
        var two = (await app.UploadAsync(
            Csv($"{head}Ban hành chỉ đạo;10/5/2024{rest}Ban hành chỉ đạo;20/6/2024{rest}"), "",
            SheetFile.TableType)).Json;
        (await app.PostAsync($"/v1/imports/{two["id"]}/confirmation", new { })).Expect(HttpStatusCode.Created);
        await app.TimelineAsync("cities/can-tho");

        var fault = (await ReportOnAsync("camera khu pho"))["faults"]![0]!;

        Assert.Equal("several-found", (string?)fault["code"]);
        var address = ((string)fault["detail"]!).Split('“', '”')[^2];
        Assert.StartsWith("/directives/", address, StringComparison.Ordinal);
        Assert.Empty((await ReportOnAsync($"http://localhost/vi{address}"))["faults"]!.AsArray());

        async Task<JsonNode> ReportOnAsync(string directive) => (await app.UploadAsync(
            Csv("Việc;Ngày;Đơn vị;Chỉ đạo nào;Ghi chú\n"
                + $"Báo cáo tiến độ chỉ đạo;12/8/2024;Cần Thơ;{directive};Sắp xong\n"),
            "", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json["rows"]![0]!;
    }

    [Fact]
    public async Task A_row_may_refer_to_one_above_it_and_to_what_is_on_record_by_words()
    {
        var file = Csv(
            "Việc;Ngày;Đơn vị;Nội dung chỉ đạo;"
            + "Ai ban hành: Tên;Căn cứ;Đơn vị thực hiện;Chỉ đạo nào;Tiến độ (%);Ghi chú\n"
            + "Ban hành chỉ đạo;10/8/2024;Cần Thơ;Rà soát camera khu phố;Công an TP Cần Thơ;Kế hoạch;Cần Thơ;;;\n"
            + "Báo cáo tiến độ chỉ đạo;11/8/2024;Cần Thơ;;;;;dòng 2;40;Đang làm\n");
        var draft = (await app.UploadAsync(file, "", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json;
        Assert.True((string?)draft["status"] == "Ready", draft.ToString());
        var second = draft["rows"]![1]!;
        Assert.Contains(
            "Rà soát camera khu phố", $"{second["title"]}{second["summary"]}", StringComparison.Ordinal);
        var result = (await app.PostAsync($"/v1/imports/{draft["id"]}/confirmation", new { }))
            .Expect(HttpStatusCode.Created);
        await app.TimelineAsync("cities/can-tho");

        var later = (await app.UploadAsync(Csv("Việc;Ngày;Đơn vị;Chỉ đạo nào;Ghi chú\n"
            + "Báo cáo tiến độ chỉ đạo;12/8/2024;Cần Thơ;ra soat camera khu pho;Sắp xong\n"
            + $"Báo cáo tiến độ chỉ đạo;13/8/2024;Cần Thơ;vị trí {result.Json["position"]};Xong\n"
            + "Báo cáo tiến độ chỉ đạo;14/8/2024;Cần Thơ;không hề có;Xong\n"), "", SheetFile.TableType)).Json;

        Assert.Equal([0, 0, 1], later["rows"]!.AsArray().Select(row => row!["faults"]!.AsArray().Count));
        Assert.Equal("nothing-found", (string?)later["rows"]![2]!["faults"]![0]!["code"]);
        var title = (string?)later["rows"]![0]!["title"];
        Assert.Equal(title, (string?)later["rows"]![1]!["title"]);
    }

    [Fact]
    public async Task Rows_that_say_the_same_are_shown_as_likely_repetitions()
    {
        var draft = (await app.UploadAsync(Csv("Việc;Ngày;Đơn vị;Loại\n"
            + "Hoạt động vì cộng đồng;15/8/2024;Cần Thơ;Hiến máu\n\n"
            + "Hoạt động vì cộng đồng;15-08-2024;can tho;Hiến máu\n"),
            "", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json;

        Assert.Equal("""{"rows":2,"good":2,"faulty":0,"likelyRepeated":1}""", draft["counts"]!.ToJsonString());
        Assert.Equal((4, 2), ((int)draft["rows"]![1]!["row"]!, (int)draft["rows"]![1]!["similarRows"]![0]!));
    }

    [Fact]
    public async Task A_row_that_is_on_record_from_elsewhere_is_shown_beside_its_entry()
    {
        var recorded = (await app.PostAsync("/v1/community-activities", new
        {
            occurredOn = "2024-09-20",
            clusterId = "cum-1-bca",
            cityIds = new[] { "can-tho" },
            kind = "Hiến máu đợt hai",
            sources = new[] { new { note = "Báo cáo" } },
        })).Expect(HttpStatusCode.Created).Json;

        var draft = (await app.UploadAsync(
            Csv("Việc;Ngày;Đơn vị;Loại\nHoạt động vì cộng đồng;20/9/2024;Cần Thơ;Hiến máu\n"),
            "", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json;

        var similar = draft["rows"]![0]!["similar"]!.AsArray().Single()!;
        Assert.Equal((string?)recorded["activityId"], (string?)similar["activityId"]);
        Assert.Equal(1, (int)draft["counts"]!["likelyRepeated"]!);
    }

    [Fact]
    public async Task A_column_that_nobody_knows_is_told_once_and_an_empty_one_is_not()
    {
        var draft = (await app.UploadAsync(
            Csv("Ngày;Đơn vị;Loại;Người nhập;Để trống\n15/9/2024;Cần Thơ;A;Lan;\n16/9/2024;Cần Thơ;B;Lan;\n"),
            "?kind=CommunityActivityHeld", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json;

        var fault = draft["faults"]!.AsArray().Single()!;
        Assert.Equal(("D1", "column-unknown"), ((string?)fault["cell"], (string?)fault["code"]));
        Assert.Equal(2, (int)draft["counts"]!["good"]!);
    }

    [Fact]
    public async Task What_is_no_sheet_too_long_or_too_large_is_refused()
    {
        (await app.UploadAsync([1, 2, 0, 3], "?name=x.xlsx")).Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.UploadAsync(Csv("a;b\n1;2\n"), "", SheetFile.TableType))
            .Refused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.UploadAsync(new byte[Sheet.LargestFile + 1]))
            .Refused(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        (await app.UploadAsync([], "?kind=Nothing")).Expect(HttpStatusCode.BadRequest);
        (await app.UploadAsync([], "", "text/plain")).Expect(HttpStatusCode.UnsupportedMediaType);
        (await app.GetAsync("/v1/imports/0198")).Refused(HttpStatusCode.NotFound, "unknown-draft");
    }

    [Fact]
    public async Task Five_thousand_rows_are_recorded_at_once()
    {
        var rows = string.Concat(Enumerable.Range(1, Sheet.MostRows).Select(row =>
            $"Hoạt động vì cộng đồng;{1 + (row % 28)}/{1 + (row % 12)}/2023;Cần Thơ;Việc số {row}\n"));
        var draft = (await app.UploadAsync(Csv("Việc;Ngày;Đơn vị;Loại\n" + rows), "", SheetFile.TableType))
            .Expect(HttpStatusCode.Created).Json;

        var result = (await app.PostAsync($"/v1/imports/{draft["id"]}/confirmation", new { }))
            .Expect(HttpStatusCode.Created).Json;

        Assert.Equal(Sheet.MostRows, (int)result["recorded"]!);
        long[] positions = [.. result["rows"]!.AsArray().Select(row => (long)row!["position"]!)];
        Assert.Equal(Enumerable.Range(0, Sheet.MostRows).Select(index => positions[0] + index), positions);
    }

    internal static byte[] Csv(string text) => Encoding.UTF8.GetBytes(text);

    private static object?[][] Table(bool faulty)
    {
        object?[][] rows =
        [
            Headers, .. Enumerable.Range(2, 200).Select(row => (object?[])
            [
                "Hoạt động vì cộng đồng", new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(row - 1),
                "Cần Thơ", $"Tặng quà lần {row}", 1_500_000 + row, null, null, null, "Sổ theo dõi",
            ]),
        ];
        rows[130] =
        [
            "Dâng hoa", "12/6/2025", "Cần Thơ", null, null, faulty ? null : "Các anh hùng liệt sĩ", "Nghĩa trang",
            "Cần Thơ", null,
        ];
        if (!faulty) return rows;
        rows[13][1] = "31/06/2025";
        rows[36][1] = "03/04/25";
        rows[51][0] = "Giao ban";
        rows[87][2] = "Cần Tho xa";
        rows[102][4] = "năm triệu";
        rows[119][1] = "01/01/2999";
        rows[149][1] = "01/01/2020";
        rows[165][4] = "1,5";
        rows[198][3] = new string('a', 301);
        return rows;
    }
}
