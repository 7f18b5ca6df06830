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
        Stream body, TimeProvider time, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Slowest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            long length = 0;
            while (await body.ReadAsync(buffer, either.Token) is > 0 and var read)
            {
                length += read;
                // Heard out, so that the sender reads the reason instead of a broken connection.
                if (length <= Sheet.LargestFile) content.Write(buffer, 0, read);
                else if (length > RequestBody.LargestHeardOut) break;
            }

            return length > Sheet.LargestFile ? (null, SheetRefusals.TooLarge()) : (content.ToArray(), null);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, SheetRefusals.TooLarge());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, new(RejectionKind.TooSlow, "body-too-slow", "body-too-slow"));
        }
    }

    /// <summary>The name of a file without folders and signs that no screen shows.</summary>
    public static string NameOf(string? given)
    {
        var name = new string([.. (given ?? "").Split('/', '\\')[^1].Where(letter => !char.IsControl(letter))]).Trim();
        return name.Length == 0 ? "import" : name.Length <= LongestName ? name : name[^LongestName..];
    }
}
