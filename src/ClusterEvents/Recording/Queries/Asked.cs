using System.Reflection;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording.Queries;

/// <summary>
/// What the query of a request asks for: the parameter by which the handler of a route declares its query. The handler
/// decides when it refuses a malformed one, because some routes refuse something else first.
/// </summary>
/// <typeparam name="TQuery">The record that declares the parameters.</typeparam>
public sealed class Asked<TQuery> : IBindableFromHttpContext<Asked<TQuery>> where TQuery : class, new()
{
    private Asked(TQuery query, ValidationErrors errors) => (Query, Errors) = (query, errors);

    public TQuery Query { get; }

    /// <summary>What is malformed; a handler adds what only the path and the query together show.</summary>
    public ValidationErrors Errors { get; }

    /// <summary>The refusal of a malformed query; null for one that can be answered.</summary>
    public IResult? Malformed => Errors.None ? null : ProblemResults.Problem(Errors.Found);

    static ValueTask<Asked<TQuery>?> IBindableFromHttpContext<Asked<TQuery>>.BindAsync(
        HttpContext context, ParameterInfo parameter)
    {
        var errors = new ValidationErrors();
        var query = (TQuery)QueryReader.Of(typeof(TQuery)).Read(context.Request, errors);
        return ValueTask.FromResult<Asked<TQuery>?>(new(query, errors));
    }
}
