using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Routing;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Publishing;

/// <summary>
/// Serves the transparency log (C2SP tlog-tiles) for any monitor or auditor: the newest checkpoint, the tiles of the
/// tree, the bundles of its entries.
/// </summary>
public static class ServeLog
{
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/log/checkpoint", Checkpoint).WithName("ReadCheckpoint")
            .WithTags("Log").Refuses(404).Answers<string>(
            "The newest checkpoint, a signed note with the cosignatures of witnesses", mediaType: "text/plain");
        routes.MapRead("/log/keys", Keys).WithName("ReadLogKeys").WithTags("Log").Answers<string>(
            "The verifier keys that the log was ever signed with, one a line, the newest last",
            mediaType: "text/plain");
        routes.MapRead("/log/tile/{*path}", OneTile).WithName("ReadTile").WithTags("Log")
            .Refuses(401, 403, 404).Answers<byte[]>(
            "The hashes, or the entries, which never change", mediaType: "application/octet-stream");
    }

    private static async Task<IResult> Checkpoint(HttpContext http, SealedLog log)
    {
        if (await log.NewestAsync(http.RequestAborted) is not { } newest) return NotThere("log-is-empty");
        http.Response.Headers.CacheControl = "public, max-age=1";
        return TypedResults.Text(newest.Note, "text/plain", System.Text.Encoding.UTF8);
    }

    private static async Task<IResult> Keys(HttpContext http, SealedLog log)
    {
        http.Response.Headers.CacheControl = "public, max-age=60";
        var keys = await log.KeysAsync(http.RequestAborted);
        return TypedResults.Text(
            string.Concat(keys.Select(key => key.Key + "\n")), "text/plain", System.Text.Encoding.UTF8);
    }

    private static async Task<IResult> OneTile(
        [PathParameter(
            "Level and index of a tile, or `entries` and the index of a bundle, as C2SP tlog-tiles writes them, "
            + "slashes as they are; entries are the record itself, and need a token",
            Example = "0/000.p/1")]
        string path, HttpContext http, SealedLog log)
    {
        ReadOnlyMemory<byte>? bytes = null;
        if (Tile.TryParse($"tile/{path}", out var tile)) bytes = await log.TileAsync(tile, http.RequestAborted);
        else if (EntryTile.TryParse($"tile/{path}", out var entries))
            bytes = await log.EntriesAsync(entries, http.RequestAborted);
        if (bytes is not { } found)
            return NotThere(new("not-in-the-log", ("value", path)));
        http.Response.Headers.CacheControl = ForEver;
        return TypedResults.Bytes(found, "application/octet-stream");
    }

    private static IResult NotThere(Fault fault) =>
        ProblemResults.Problem(StatusCodes.Status404NotFound, "not-in-the-log", fault);
}
