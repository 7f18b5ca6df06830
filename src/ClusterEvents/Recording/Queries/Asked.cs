using System.Reflection;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording.Queries;

/// <summary>
/// The query of a request, as a handler parameter that declares its type. The handler decides when to reject a
/// malformed query, because some routes reject something else first.
/// </summary>
/// <typeparam name="TQuery">The record that declares the parameters.</typeparam>
public sealed class Asked<TQuery> : IBindableFromHttpContext<Asked<TQuery>> where TQuery : class, new()
{
    private Asked(TQuery query, ValidationErrors errors) => (Query, Errors) = (query, errors);

    public TQuery Query { get; }

    /// <summary>The validation errors; a handler adds errors that depend on path and query together.</summary>
    public ValidationErrors Errors { get; }

    /// <summary>The error response for a malformed query; null if it is valid.</summary>
    public IResult? Malformed => Errors.None ? null : ProblemResults.Problem(Errors.Found);

    static ValueTask<Asked<TQuery>?> IBindableFromHttpContext<Asked<TQuery>>.BindAsync(
        HttpContext context, ParameterInfo parameter)
    {
        var errors = new ValidationErrors();
        var query = (TQuery)QueryReader.Of(typeof(TQuery)).Read(context.Request, errors);
        return ValueTask.FromResult<Asked<TQuery>?>(new(query, errors));
    }
}
