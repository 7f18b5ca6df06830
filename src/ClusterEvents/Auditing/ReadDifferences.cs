using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Recording;
using ClusterEvents.Recording.Binding;
using ClusterEvents.TransparencyLog;
using Npgsql;
using Wolverine.Http;

namespace ClusterEvents.Auditing;

/// <summary>Compare two moments of a timeline, and read its state hashes.</summary>
[Tags("Audit")]
public static class ReadDifferences
{
    private const int Largest = 1_000;

    [WolverineGet("/v1/audit/differences")]
    public static async Task<IResult> Get(HttpContext http, TimelineDifferences differences, Moments moments)
    {
        var faults = new Faults();
        var query = http.Request.Query;
        query.RefuseOthers(faults, "timeline", "from", "to", "limit");
        var timeline = Timeline(query, faults);
        var (from, to) = (MomentOf(query, "from", faults), MomentOf(query, "to", faults));
        var limit = query["limit"].ToString() is { Length: > 0 } text
            ? int.TryParse(text, out var asked) ? asked : 0 : 200;
        if (limit is < 1 or > Largest) faults.Add("limit", $"must be 1 to {Largest}");
        if (!faults.None) return Answers.Problem(faults.Found);
        return TypedResults.Ok(await differences.FindAsync(
            timeline, from is { } begin ? await moments.KnownAtAsync(begin, http.RequestAborted) : new(0),
            to is { } end ? await moments.KnownAtAsync(end, http.RequestAborted) : null, limit,
            ReaderLanguage.Of(http.Request), http.RequestAborted));
    }

    /// <summary>
    /// The state hash of a timeline after the last event, up to a position, that the log keeps one for.
    /// </summary>
    [WolverineGet("/v1/audit/states")]
    public static async Task<IResult> State(HttpContext http, NpgsqlDataSource database)
    {
        var faults = new Faults();
        var query = http.Request.Query;
        query.RefuseOthers(faults, "timeline", "position");
        var timeline = Timeline(query, faults);
        var position = long.MaxValue;
        if (query["position"].ToString() is { Length: > 0 } text
            && !long.TryParse(text, System.Globalization.NumberStyles.None, null, out position))
            faults.Add("position", "must be a position");
        if (!faults.None) return Answers.Problem(faults.Found);

        await using var command = database.CreateCommand(
            $"""
            select position, entries, state from {LogTables.States} where timeline = $1 and position <= $2
            order by position desc limit 1
            """);
        command.Parameters.Add(new() { Value = timeline.ToString() });
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(http.RequestAborted);
        return await row.ReadAsync(http.RequestAborted)
            ? TypedResults.Ok(new StateView(timeline.ToString(), row.GetInt64(0), row.GetInt64(1),
                new TreeHash(row.GetFieldValue<byte[]>(2)).ToString()))
            : Answers.Problem(StatusCodes.Status404NotFound, "no-state",
                $"Nothing that is sealed had touched `{timeline}` by then.");
    }

    private static StreamKey Timeline(IQueryCollection query, Faults faults)
    {
        if (StreamKey.TryParse(query["timeline"].ToString(), out var key)
            && key.Kind is StreamKinds.City or StreamKinds.Campaign)
            return key;
        faults.Add("timeline", "must be a timeline's key, such as city/can-tho or campaign/vi-an-ninh-to-quoc-2022");
        return default;
    }

    private static Moment? MomentOf(IQueryCollection query, string name, Faults faults)
    {
        if (query[name].ToString() is not { Length: > 0 } text) return null;
        if (Moment.Parse(text) is { } moment) return moment;
        faults.Add(name, Moment.Expected);
        return null;
    }
}

/// <summary>The state of a timeline: see the README in this folder.</summary>
/// <param name="Timeline">The timeline.</param>
/// <param name="Position">The last event that touched it.</param>
/// <param name="Entries">How many entries it shows, retracted ones not counted.</param>
/// <param name="State">The state hash, in hexadecimal digits.</param>
public sealed record StateView(string Timeline, long Position, long Entries, string State);
