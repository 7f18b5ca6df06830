using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Exchange.Sheets.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>Receives the file of a sheet.</summary>
internal static class SheetUpload
{
    private const int LongestName = 200;

    /// <summary>How long a file may take: ten megabytes over a slow line.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromMinutes(10);

    /// <summary>The file; a rejection if it is too large or does not arrive.</summary>
    public static async Task<(byte[]? Content, Rejection? Refusal)> ReadAsync(
        HttpRequest request, TimeProvider time, CancellationToken cancel)
    {
        var (body, refusal) = await RequestBody.ReceiveAsync(request, Sheet.LargestFile, Slowest, time, cancel);
        return body is not null ? (body.ToArray(), null) : (null, refusal!.Kind switch
        {
            RejectionKind.TooLarge => SheetRefusals.TooLarge(),
            RejectionKind.TooSlow => refusal with
            {
                Fault = new(refusal.Code, ("seconds", (int)Slowest.TotalSeconds)),
            },
            _ => refusal,
        });
    }

    /// <summary>The file that came with a form; a rejection if it is too large.</summary>
    public static async Task<(byte[]? Content, Rejection? Refusal)> ReadAsync(IFormFile file, CancellationToken cancel)
    {
        if (file.Length > Sheet.LargestFile) return (null, SheetRefusals.TooLarge());
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancel);
        return (content.ToArray(), null);
    }

    /// <summary>The name of a file without folders and signs that no screen shows.</summary>
    public static string NameOf(string? given)
    {
        var name = new string([.. (given ?? "").Split('/', '\\')[^1].Where(letter => !char.IsControl(letter))]).Trim();
        return name.Length == 0 ? "import" : name.Length <= LongestName ? name : name[^LongestName..];
    }
}
