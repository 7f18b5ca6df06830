using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClusterEvents.Domain;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Descriptions from XML documentation; empty if the compiler's file is missing.</summary>
public sealed partial class XmlDocs
{
    /// <summary>
    /// The descriptions of members by their ids (<c>T:Namespace.Type</c>), and those of the parameters of records by
    /// the id of the record, a number sign and their name.
    /// </summary>
    private readonly FrozenDictionary<string, string> _descriptions;

    public XmlDocs()
    {
        var files = new[] { typeof(XmlDocs), typeof(StoredEvents) }
            .Select(type => Path.ChangeExtension(type.Assembly.Location, ".xml")).Where(File.Exists);
        // Generated code has members of the same names in each assembly, and none of them is described.
        _descriptions = files.SelectMany(file => XDocument.Load(file).Descendants("member")).SelectMany(Descriptions)
            .DistinctBy(one => one.Key).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string? Of(Type type) => _descriptions.GetValueOrDefault($"T:{Name(type)}");

    /// <summary>The description of a property, or of the record parameter with its name.</summary>
    public string? Of(PropertyInfo property)
    {
        var type = Name(property.DeclaringType!);
        return _descriptions.GetValueOrDefault($"P:{type}.{property.Name}")
            ?? _descriptions.GetValueOrDefault($"T:{type}#{property.Name}");
    }

    private static IEnumerable<KeyValuePair<string, string>> Descriptions(XElement member)
    {
        var id = member.Attribute("name")!.Value;
        // Of types and properties alone: nobody asks for those of others.
        if (!id.StartsWith("T:", StringComparison.Ordinal) && !id.StartsWith("P:", StringComparison.Ordinal))
            yield break;
        if (member.Element("summary") is { } summary) yield return new(id, Text(summary));
        foreach (var parameter in member.Elements("param"))
            yield return new($"{id}#{parameter.Attribute("name")!.Value}", Text(parameter));
    }

    private static string Name(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Text(XElement element)
    {
        var parts = element.Nodes().Select(node => node switch
        {
            XElement inline => $"`{Inline(inline)}`",
            XText text => text.Value,
            _ => "",
        });
        return Space().Replace(string.Concat(parts), " ").Trim();
    }

    /// <summary>
    /// The text of <c>c</c>, or the JSON name of the field that <c>see</c> or <c>paramref</c> refers to.
    /// </summary>
    private static string Inline(XElement inline) =>
        (inline.Attribute("cref") ?? inline.Attribute("name")) is not { } named ? inline.Value
        : named.Value.StartsWith("T:", StringComparison.Ordinal) ? named.Value.Split('.')[^1]
        : JsonNamingPolicy.CamelCase.ConvertName(named.Value.Split('.')[^1]);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
