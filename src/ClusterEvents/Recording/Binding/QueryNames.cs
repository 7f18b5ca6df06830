namespace ClusterEvents.Recording.Binding;

/// <summary>Refuses parameters that a route does not take, so that a typo never vanishes.</summary>
public static class QueryNames
{
    public static void RefuseOthers(this IQueryCollection query, Faults faults, params string[] known)
    {
        foreach (var unknown in query.Keys.Except(known))
            faults.Add(unknown, $"is not known here. Known: {string.Join(", ", known)}");
    }
}
