using System.Globalization;
using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Timelines.Projection;
using Microsoft.AspNetCore.OutputCaching;
using Npgsql;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// Keeps rendered pages in memory. What a page shows follows from its address, its reader, the day, and how far events
/// are recorded, projected and sealed: as long as these are the same, so is the page, and one small statement answers
/// for all that a page asks. Nothing has to be invalidated: the next event makes another key.
/// </summary>
internal sealed class PageCache(NpgsqlDataSource database, TimelineVersion version, TimeProvider time)
    : IOutputCachePolicy
{
    public const string Policy = "pages";

    /// <summary>How long a page stays that nobody asks for, and how much memory all of them take, in bytes.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private const long Largest = 32L << 20;

    private readonly string _positions =
        $"""
        select {EventFragments.NewestPosition}, {version.Progress},
          (select max(size) from {LogTables.Checkpoints})
        """;

    public static void Add(IServiceCollection services) => services.AddSingleton<PageCache>().AddOutputCache(cache =>
    {
        cache.SizeLimit = Largest;
        cache.AddPolicy(Policy, policy => policy.AddPolicy<PageCache>(), excludeDefaultPolicy: true);
    });

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method)) return;
        context.EnableOutputCaching = true;
        // A reader who insists (RFC 9111, section 5.2.1.4) gets the page made anew.
        context.AllowCacheLookup =
            !http.Request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase);
        context.AllowCacheStorage = true;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Kept;
        context.CacheVaryByRules.QueryKeys = "*";
        var vary = context.CacheVaryByRules.VaryByValues;
        var positions = await PositionsAsync(cancellation);
        http.Features.Set(positions);
        vary["positions"] = $"{positions.Recorded} {positions.Projected} {positions.Sealed}";
        vary["day"] = time.Today().ToString("O", CultureInfo.InvariantCulture);
        // Links stand behind the prefix of the proxy, as it is spelt: the library's key ignores its case.
        vary["base"] = http.Request.PathBase.Value ?? "";
        // The name of the reader stands on the page, and rights decide what it offers.
        vary["reader"] = string.Join('\n', http.User.Claims.Select(claim => $"{claim.Type}={claim.Value}"));
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0)
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    private async Task<PagePositions> PositionsAsync(CancellationToken cancel)
    {
        await using var query = database.CreateCommand(_positions);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return new(rows.GetInt64(0), rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetInt64(2));
    }
}
