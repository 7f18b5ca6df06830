using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>
/// Describes a parameter that several operations take once, as a component: generated clients then have one type for
/// it, and a reader of the document sees that it means the same everywhere.
/// </summary>
internal static class SharedParameters
{
    /// <summary>Replaces equal parameters of different operations by references to one component.</summary>
    public static async Task ShareAsync(OpenApiDocument document, CancellationToken cancel)
    {
        var uses = new List<Use>();
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
            for (var place = 0; place < operation.Parameters!.Count; place++)
                uses.Add(new(operation, place,
                    await operation.Parameters[place].SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancel)));

        var shared = uses.GroupBy(use => use.Text, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => (Name: NameOf([.. same]), Uses: same.ToArray()))
            // Of two that would have one name, the one with more uses gets it; the other stays where it is used.
            .OrderByDescending(one => one.Uses.Length).ThenBy(one => one.Uses[0].Text, StringComparer.Ordinal)
            .DistinctBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(one => one.Name, StringComparer.Ordinal);
        foreach (var (name, same) in shared)
        {
            document.AddComponent(name, same[0].Parameter);
            foreach (var use in same)
                use.Operation.Parameters![use.Place] = new OpenApiParameterReference(name, document);
        }
    }

    /// <summary>Its name in PascalCase, after that of the tag if only the operations of one tag take it.</summary>
    private static string NameOf(Use[] uses)
    {
        var name = string.Concat(uses[0].Parameter.Name!.Split('-')
            .Select(part => $"{char.ToUpperInvariant(part[0])}{part[1..]}"));
        string[] tags = [.. uses.Select(use => use.Operation.Tags!.First().Reference.Id!).Distinct()];
        return tags is [var only] ? only.Replace(" ", "", StringComparison.Ordinal) + name : name;
    }

    private sealed record Use(OpenApiOperation Operation, int Place, string Text)
    {
        public IOpenApiParameter Parameter => Operation.Parameters![Place];
    }
}
