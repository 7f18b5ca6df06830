using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Recording.Http;

/// <summary>Rejects parameters that a route does not have, so that typing errors are noticed.</summary>
public static class QueryParameters
{
    public static void RefuseOthers(
        this IQueryCollection query, ValidationErrors errors, IReadOnlyList<string> known, string hint = "")
    {
        foreach (var unknown in query.Keys.Except(known))
            errors.Add(unknown, $"is not known here{hint}. Known: {string.Join(", ", known)}");
    }
}
