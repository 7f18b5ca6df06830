using System.Net;
using ClusterEvents.Exchange.Sheets.Drafts;
using ClusterEvents.Exchange.Sheets.Reading;
using Xunit;
using static ClusterEvents.Tests.Exchange.Sheets.ImportDraftTests;

namespace ClusterEvents.Tests.Exchange.Sheets;

/// <summary>A table that was uploaded is kept until it is recorded, or for a day.</summary>
[Collection<OnSheets>]
public sealed class DraftStoreTests(SeededApp app)
{
    [Fact]
    public async Task A_draft_lapses_after_a_day_and_its_content_is_gone()
    {
        var draft = (await app.UploadAsync(
            Csv("Việc;Ngày;Đơn vị;Loại\nHoạt động vì cộng đồng;1/2/2025;Cần Thơ;Hết hạn\n"),
            "", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json;
        var path = $"/v1/imports/{draft["id"]}";
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync(path)).Status);
        await using (var older = app.Database.CreateCommand(
            $"update {DraftTables.Drafts} set uploaded_at = uploaded_at - interval '25 hours' "
            + $"where id = '{draft["id"]}'"))
            await older.ExecuteNonQueryAsync(TestApp.Cancel);

        (await app.GetAsync(path)).Refused(HttpStatusCode.NotFound, "draft-lapsed");
        (await app.PostAsync(path + "/confirmation", new { })).Refused(HttpStatusCode.NotFound, "draft-lapsed");
        await app.Get<DraftStore>().SweepAsync(TestApp.Cancel);
        await using var kept = app.Database.CreateCommand(
            $"select content is null from {DraftTables.Drafts} where id = '{draft["id"]}'");
        Assert.True((bool)(await kept.ExecuteScalarAsync(TestApp.Cancel))!);
    }

    [Fact]
    public async Task A_draft_that_was_altered_in_the_database_is_none()
    {
        var draft = (await app.UploadAsync(Csv("Việc;Ngày;Đơn vị;Loại\nHoạt động vì cộng đồng;3/2/2025;Cần Thơ;Thật\n"),
            "", SheetFile.TableType)).Expect(HttpStatusCode.Created).Json;
        await using (var alter = app.Database.CreateCommand(
            $"update {DraftTables.Drafts} set content = $1 where id = '{draft["id"]}'"))
        {
            alter.Parameters.Add(
                new() { Value = Csv("Việc;Ngày;Đơn vị;Loại\nHoạt động vì cộng đồng;3/2/2025;Cần Thơ;Giả\n") });
            await alter.ExecuteNonQueryAsync(TestApp.Cancel);
        }

        (await app.PostAsync($"/v1/imports/{draft["id"]}/confirmation", new { }))
            .Refused(HttpStatusCode.NotFound, "unknown-draft");
    }

    [Fact]
    public async Task A_sender_keeps_a_bounded_number_of_drafts_and_the_same_one_is_kept_once()
    {
        var drafts = app.Get<DraftStore>();
        StoredDraft Draft(int number) =>
            StoredDraft.Of("hoarder", "x.csv", null, Csv($"{number}"), app.Get<TimeProvider>().GetUtcNow());
        for (var number = 0; number < DraftStore.MostOfOne; number++)
            Assert.True(await drafts.KeepAsync(Draft(number), TestApp.Cancel));

        Assert.False(await drafts.KeepAsync(Draft(-1), TestApp.Cancel));
        Assert.True(await drafts.KeepAsync(Draft(7), TestApp.Cancel));
        Assert.True(await drafts.DeleteAsync(Draft(7).Id, "hoarder", TestApp.Cancel));
        Assert.True(await drafts.KeepAsync(Draft(-1), TestApp.Cancel));
        Assert.Equal(DraftStore.MostOfOne, (await drafts.ListAsync("hoarder", TestApp.Cancel)).Count);
    }
}
