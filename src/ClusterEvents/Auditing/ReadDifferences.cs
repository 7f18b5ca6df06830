using ClusterEvents.Auditing.Sealing;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;
using ClusterEvents.Recording.Routing;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>The query for differences of a timeline.</summary>
public sealed record DifferencesQuery : ICheckedQuery
{
    private const int Largest = 1_000;

    /// <summary>The timeline's key, such as <c>city/can-tho</c>.</summary>
    [Parameter(Required = true, Code = "not-a-timeline")]
    public StreamKey? Timeline { get; init; }

    /// <summary>The earlier point in time, a position or an instant; the beginning by default.</summary>
    [Parameter(EmptyIsLeftOut = true)]
    public PointInTime? From { get; init; }

    /// <summary>The later point in time; now by default.</summary>
    [Parameter(EmptyIsLeftOut = true)]
    public PointInTime? To { get; init; }

    /// <summary>The maximum number of differences.</summary>
    [Parameter(Least = 1, Most = Largest, EmptyIsLeftOut = true)]
    public int Limit { get; init; } = 200;

    public void Check(ValidationErrors errors)
    {
        if (Timeline is not { Kind: StreamKinds.Cluster }) ReadDifferences.RequireTimeline(Timeline, errors);
    }
}

/// <summary>The query for a state hash. Timelines of clusters have none.</summary>
public sealed record StateQuery : ICheckedQuery
{
    /// <summary>The timeline's key, such as <c>city/can-tho</c>.</summary>
    [Parameter(Required = true, Code = "not-a-timeline")]
    public StreamKey? Timeline { get; init; }

    /// <summary>The state up to this position; the newest by default.</summary>
    [Parameter(EmptyIsLeftOut = true)]
    public long? Position { get; init; }

    public void Check(ValidationErrors errors) => ReadDifferences.RequireTimeline(Timeline, errors);
}

/// <summary>Compare a timeline at two points in time, and read its state hashes.</summary>
public static class ReadDifferences
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRead("/v1/audit/differences", Get).WithTags("Audit").ReadsLanguage().Refuses(400)
            .Answers<DifferencePage>("What was added, corrected, retracted and the like, in the order of recording");
        routes.MapRead("/v1/audit/states", State).WithName("ReadStateHash").WithTags("Audit")
            .Answers<StateView>("The state hash").Refuses(400, 404);
    }

    /// <summary>Rejects the key of a stream that is not the timeline of a city or campaign.</summary>
    internal static void RequireTimeline(StreamKey? timeline, ValidationErrors errors)
    {
        if (timeline is { Kind: not (StreamKinds.City or StreamKinds.Campaign) })
            errors.Add("timeline", "not-a-timeline", ("value", $"{timeline}"));
    }

    private static async Task<IResult> Get(
        Asked<DifferencesQuery> asked, HttpContext http, TimelineDifferences differences, PointInTimeResolver resolver)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var (query, cancel) = (asked.Query, http.RequestAborted);
        return TypedResults.Ok(await differences.FindAsync(
            query.Timeline!.Value, query.From is { } begin ? await resolver.KnownAtAsync(begin, cancel) : new(0),
            query.To is { } end ? await resolver.KnownAtAsync(end, cancel) : null, query.Limit,
            ReaderLanguage.Of(http.Request), cancel));
    }

    /// <summary>The state hash of a timeline after its last event up to a position, as stored by the log.</summary>
    private static async Task<IResult> State(
        Asked<StateQuery> asked, NpgsqlDataSource database, CancellationToken cancel)
    {
        if (asked.Malformed is { } malformed) return malformed;
        var (timeline, position) = (asked.Query.Timeline!.Value, asked.Query.Position ?? long.MaxValue);
        await using var command = database.CreateCommand(
            $"""
            select position, entries, state from {LogTables.States} where timeline = $1 and position <= $2
            order by position desc limit 1
            """);
        command.Parameters.Add(new() { Value = timeline.ToString() });
        command.Parameters.Add(new() { Value = position });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? TypedResults.Ok(new StateView(timeline.ToString(), row.GetInt64(0), row.GetInt64(1),
                new TreeHash(row.GetFieldValue<byte[]>(2)).ToString()))
            : ProblemResults.Problem(StatusCodes.Status404NotFound, "no-state", ("timeline", timeline));
    }
}

/// <summary>The state of a timeline; see the README of Auditing.</summary>
/// <param name="Timeline">The timeline.</param>
/// <param name="Position">The last event that affects it.</param>
/// <param name="Entries">The number of entries, without retracted ones.</param>
/// <param name="State">The state hash, in hexadecimal digits.</param>
public sealed record StateView(string Timeline, long Position, long Entries, string State);
