using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.TransparencyLog;
using Npgsql;
using Wolverine.Http;

namespace ClusterEvents.Auditing;

/// <summary>Compare a timeline at two points in time, and read its state hashes.</summary>
[Tags("Audit")]
public static class ReadDifferences
{
    private const int Largest = 1_000;

    [WolverineGet("/v1/audit/differences")]
    public static async Task<IResult> Get(HttpContext http, TimelineDifferences differences, PointInTimeResolver resolver)
    {
        var errors = new ValidationErrors();
        var query = http.Request.Query;
        query.RefuseOthers(errors, "timeline", "from", "to", "limit");
        var timeline = Timeline(query, errors);
        var (from, to) = (MomentOf(query, "from", errors), MomentOf(query, "to", errors));
        var limit = query["limit"].ToString() is { Length: > 0 } text
            ? int.TryParse(text, out var asked) ? asked : 0 : 200;
        if (limit is < 1 or > Largest) errors.Add("limit", $"must be 1 to {Largest}");
        if (!errors.None) return ProblemResults.Problem(errors.Found);
        return TypedResults.Ok(await differences.FindAsync(
            timeline, from is { } begin ? await resolver.KnownAtAsync(begin, http.RequestAborted) : new(0),
            to is { } end ? await resolver.KnownAtAsync(end, http.RequestAborted) : null, limit,
            ReaderLanguage.Of(http.Request), http.RequestAborted));
    }

    /// <summary>The state hash of a timeline after its last event up to a position, as stored by the log.</summary>
    [WolverineGet("/v1/audit/states")]
    public static async Task<IResult> State(HttpContext http, NpgsqlDataSource database)
    {
        var errors = new ValidationErrors();
        var query = http.Request.Query;
        query.RefuseOthers(errors, "timeline", "position");
        var timeline = Timeline(query, errors);
        var position = long.MaxValue;
        if (query["position"].ToString() is { Length: > 0 } text
            && !long.TryParse(text, System.Globalization.NumberStyles.None, null, out position))
            errors.Add("position", "must be a position");
        if (!errors.None) return ProblemResults.Problem(errors.Found);

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
            : ProblemResults.Problem(StatusCodes.Status404NotFound, "no-state",
                $"Nothing that is sealed had touched `{timeline}` by then.");
    }

    private static StreamKey Timeline(IQueryCollection query, ValidationErrors errors)
    {
        if (StreamKey.TryParse(query["timeline"].ToString(), out var key)
            && key.Kind is StreamKinds.City or StreamKinds.Campaign)
            return key;
        errors.Add("timeline", "must be a timeline's key, such as city/can-tho or campaign/vi-an-ninh-to-quoc-2022");
        return default;
    }

    private static PointInTime? MomentOf(IQueryCollection query, string name, ValidationErrors errors)
    {
        if (query[name].ToString() is not { Length: > 0 } text) return null;
        if (PointInTime.Parse(text) is { } moment) return moment;
        errors.Add(name, PointInTime.Expected);
        return null;
    }
}

/// <summary>The state of a timeline; see the README of Auditing.</summary>
/// <param name="Timeline">The timeline.</param>
/// <param name="Position">The last event that affects it.</param>
/// <param name="Entries">The number of entries, without retracted ones.</param>
/// <param name="State">The state hash, in hexadecimal digits.</param>
public sealed record StateView(string Timeline, long Position, long Entries, string State);
