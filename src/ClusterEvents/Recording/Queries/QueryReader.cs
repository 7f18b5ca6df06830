using System.Collections.Concurrent;
using System.Reflection;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording.Queries;

/// <summary>
/// Reads the query of a request into a record and reports every unknown or malformed parameter at once. The record's
/// declaration defines the query, also for the OpenAPI document.
/// </summary>
public sealed class QueryReader
{
    private static readonly ConcurrentDictionary<Type, QueryReader> Known = new();

    private readonly Type _type;
    private readonly string[] _names;
    private readonly string _unknown;

    private QueryReader(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        _type = type;
        Parameters = [.. type.GetProperties().Where(property => property.SetMethod is not null)
            .Select(property => new QueryParameter(property, defaults))];
        _names = [.. Parameters.Select(parameter => parameter.Name)];
        _unknown = type.GetCustomAttribute<UnknownParameterAttribute>()?.Code ?? "unknown-parameter";
    }

    /// <summary>The parameters: those of the record itself first, then those that it inherits.</summary>
    public IReadOnlyList<QueryParameter> Parameters { get; }

    public static QueryReader Of(Type query) => Known.GetOrAdd(query, static type => new QueryReader(type));

    /// <summary>The query. If there are errors, it is partial and fit for further validation only.</summary>
    public object Read(HttpRequest request, ValidationErrors errors)
    {
        request.Query.RefuseOthers(errors, _names, _unknown);
        var query = Activator.CreateInstance(_type)!;
        var unreadable = QueryTexts.Check(request, _names, errors);
        foreach (var parameter in Parameters)
            if (!unreadable.Contains(parameter.Name) && parameter.Read(request, errors) is { } value)
                parameter.Property.SetValue(query, value);
        if (query is ICheckedQuery whole) whole.Check(errors);
        return query;
    }
}
