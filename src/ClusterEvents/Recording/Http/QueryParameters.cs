using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Recording.Http;

/// <summary>Reads query parameters and rejects unknown ones.</summary>
public static class QueryParameters
{
    /// <summary>Rejects parameters that a route does not have, so that typing errors are noticed.</summary>
    public static void RefuseOthers(this IQueryCollection query, ValidationErrors errors, params string[] known) =>
        query.RefuseOthers(errors, known, why: "");

    /// <summary>The same, with an explanation.</summary>
    public static void RefuseOthers(this IQueryCollection query, ValidationErrors errors, string[] known, string why)
    {
        foreach (var unknown in query.Keys.Except(known))
            errors.Add(unknown, $"is not known here{why}. Known: {string.Join(", ", known)}");
    }

    /// <summary>One parameter; null if it is missing, malformed or repeated.</summary>
    /// <param name="query">The query of the request.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="parse">Parses the text; null if it is malformed.</param>
    /// <param name="fault">The error message for a malformed value.</param>
    /// <param name="errors">Collects the validation errors.</param>
    public static T? Value<T>(
        this IQueryCollection query, string name, Func<string, T?> parse, string fault, ValidationErrors errors)
    {
        if (!query.TryGetValue(name, out var values)) return default;
        var parsed = values.Count == 1 ? parse(values.ToString()) : default;
        if (parsed is null) errors.Add(name, fault);
        return parsed;
    }

    /// <summary>A parameter that is a whole number within bounds.</summary>
    public static long? Number(
        this IQueryCollection query, string name, long least, long most, string fault, ValidationErrors errors) =>
        query.Value(name, text => Scalars.Number(text, least, most), fault, errors);

    /// <summary>How many a page is to have at most; 50 where nothing is said.</summary>
    public static int Limit(this IQueryCollection query, int most, ValidationErrors errors) =>
        (int)(query.Number("limit", 1, most, $"must be 1 to {most}", errors) ?? 50);

    /// <summary>A parameter that is one of some words; null where it is left out or malformed.</summary>
    public static string? Choice(
        this IQueryCollection query, string name, IEnumerable<string> words, ValidationErrors errors) =>
        query.Value(name, text => words.FirstOrDefault(word => word == text),
            $"must be one of {string.Join(", ", words)}", errors);
}
