using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Http;
using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Views.Lists;

/// <summary>Reads the states of streams for views, not for decisions.</summary>
public static class AggregateViews
{
    /// <summary>One stream as <paramref name="view"/>, with its version as ETag; 404 if it does not exist.</summary>
    public static async Task<IResult> AnswerAsync<TState, TView>(
        this StreamStateCache streams, HttpContext http, Asked<KnownAtQuery> asked, string id,
        Func<StreamKey, TState, TView> view)
        where TState : class, IStreamState<TState>
    {
        if (asked.Malformed is { } malformed) return malformed;
        var key = new StreamKey(TState.Kind, id);
        var found = await streams.ReadAsync([key], asked.Query.KnownAt, http.RequestAborted);
        if (found.GetValueOrDefault(key) is not { State: TState state, Version: var version })
            return ProblemResults.Unknown(key.Kind, id);
        http.Response.Headers.ETag = $"\"{version}\"";
        return TypedResults.Ok(view(key, state));
    }
}
