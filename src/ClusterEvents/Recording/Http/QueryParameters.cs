using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Recording.Http;

/// <summary>Rejects parameters that a route does not have, so that typing errors are noticed.</summary>
public static class QueryParameters
{
    public static void RefuseOthers(
        this IQueryCollection query, ValidationErrors errors, IReadOnlyList<string> known,
        string code = "unknown-parameter")
    {
        foreach (var unknown in query.Keys.Except(known))
            errors.Add(unknown, code, ("name", unknown), ("known", known));
    }
}
