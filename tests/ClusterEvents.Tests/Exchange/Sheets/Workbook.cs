using System.Net;
using System.Net.Http.Headers;
using ClusterEvents.Exchange.Sheets.Reading;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace ClusterEvents.Tests.Exchange.Sheets;

/// <summary>Workbooks as a spreadsheet program saves them, and their upload.</summary>
internal static class Workbook
{
    /// <summary>
    /// A workbook with one sheet. Days are cells with the format of a day, numbers those of a number.
    /// </summary>
    public static async Task<byte[]> OfAsync(string name, params IReadOnlyList<object?[]> rows)
    {
        using var file = new MemoryStream();
        await using (var workbook = await Spreadsheet.CreateNewAsync(file, null, TestApp.Cancel))
        {
            await workbook.StartWorksheetAsync(name, token: TestApp.Cancel);
            var day = workbook.AddStyle(new() { Format = NumberFormat.Custom("dd/mm/yyyy") });
            var percentage = workbook.AddStyle(new() { Format = NumberFormat.Custom("0.0%") });
            foreach (var row in rows)
                await workbook.AddRowAsync([.. row.Select(cell => cell switch
                {
                    DateTime moment => new Cell(moment, day),
                    decimal number => new Cell(number),
                    int number => new Cell(number),
                    Percentage share => new Cell(share.Value, percentage),
                    _ => new Cell((string?)cell),
                })], TestApp.Cancel);
            await workbook.FinishAsync(TestApp.Cancel);
        }

        return file.ToArray();
    }

    public static async Task<Answer> UploadAsync(
        this TestApp app, byte[] file, string query = "", string mediaType = SheetFile.WorkbookType,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/imports{query}")
        {
            Content = new ByteArrayContent(file),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await app.Http.SendAsync(request, TestApp.Cancel);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestApp.Cancel), response.Headers,
            response.Content.Headers);
    }

    public static async Task<Sheet> DownloadAsync(this TestApp app, string path, string language = "vi")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var response = await app.Http.SendAsync(request, TestApp.Cancel);
        Xunit.Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return XlsxSheet.Read(await response.Content.ReadAsByteArrayAsync(TestApp.Cancel));
    }

    /// <summary>A number that is shown as a percentage: 0.725 as 72,5 %.</summary>
    public sealed record Percentage(decimal Value);
}
