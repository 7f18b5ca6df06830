using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Recording.Http;

/// <summary>Refuses parameters that a route does not take, so that a typo never vanishes.</summary>
public static class QueryParameters
{
    public static void RefuseOthers(
        this IQueryCollection query, ValidationErrors errors, IReadOnlyList<string> known, string hint = "")
    {
        foreach (var unknown in query.Keys.Except(known))
            errors.Add(unknown, $"is not known here{hint}. Known: {string.Join(", ", known)}");
    }
}
