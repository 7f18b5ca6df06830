using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClusterEvents.Domain;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Descriptions from XML documentation; empty if the compiler's file is missing.</summary>
public sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members;

    public XmlDocs()
    {
        var files = new[] { typeof(XmlDocs), typeof(StoredEvents) }
            .Select(type => Path.ChangeExtension(type.Assembly.Location, ".xml")).Where(File.Exists);
        // Generated code has members of the same names in each assembly, and none of them is described.
        _members = files.SelectMany(file => XDocument.Load(file).Descendants("member"))
            .DistinctBy(member => member.Attribute("name")!.Value)
            .ToDictionary(member => member.Attribute("name")!.Value);
    }

    public string? Of(Type type) => Text(Member(type)?.Element("summary"));

    /// <summary>The description of a property, or of the record parameter with its name.</summary>
    public string? Of(PropertyInfo property) =>
        Text(_members.GetValueOrDefault($"P:{Name(property.DeclaringType!)}.{property.Name}")?.Element("summary")
             ?? Member(property.DeclaringType!)?.Elements("param")
                 .FirstOrDefault(param => param.Attribute("name")!.Value == property.Name));

    private XElement? Member(Type type) => _members.GetValueOrDefault($"T:{Name(type)}");

    private static string Name(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null) return null;
        // The documentation stays as it is: several requests may read it at once.
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
