using System.Reflection;
using System.Text.Json;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Recording.Queries;

/// <summary>
/// One query parameter, as its property declares it: the basis for reading, validating and describing it.
/// </summary>
public sealed class QueryParameter
{
    private readonly ParameterAttribute _declared;
    private readonly Func<string, object?> _parse;
    private readonly Func<string, Fault> _faultOf;

    /// <param name="property">The property.</param>
    /// <param name="defaults">A query with default values.</param>
    internal QueryParameter(PropertyInfo property, object defaults)
    {
        Property = property;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsList = Type == typeof(IReadOnlyList<string>);
        Choices = property.GetCustomAttribute<ChoicesAttribute>();
        Default = IsList ? null : property.GetValue(defaults);
        _declared = property.GetCustomAttribute<ParameterAttribute>() ?? new();
        Name = _declared.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        (_parse, _faultOf) = ParameterTypes.ReaderOf(IsList ? typeof(string) : Type, _declared);
    }

    public string Name { get; }

    public PropertyInfo Property { get; }

    /// <summary>The type of its value, or of the list of its values.</summary>
    public Type Type { get; }

    /// <summary>Whether it may be given several times.</summary>
    public bool IsList { get; }

    public bool Required => _declared.Required;

    /// <summary>The allowed values; null if the type alone determines them.</summary>
    public ChoicesAttribute? Choices { get; }

    /// <summary>Its default value; null if it has none.</summary>
    public object? Default { get; }

    public long Least => _declared.Least;

    /// <summary>The greatest number; null if unbounded.</summary>
    public long? Most => _declared.Most == long.MaxValue ? null : _declared.Most;

    /// <summary>The header that takes precedence over it.</summary>
    public string? Header => _declared.Header;

    public string? Example => _declared.Example;

    /// <summary>The value in a request; null if it is missing or malformed.</summary>
    public object? Read(HttpRequest request, ValidationErrors errors)
    {
        if (IsList) return ReadList(request, errors);
        if (TextOf(request) is not { } text)
        {
            if (Required) errors.Add(Name, "required", ("what", new FieldPhrase(null, Name)));
            return null;
        }

        var choices = ChoicesFor(request);
        var value = choices?.Contains(text) == false ? null : _parse(text);
        if (value is null) errors.Add(Name, FaultOf(text, choices));
        return value;
    }

    private string[]? ReadList(HttpRequest request, ValidationErrors errors)
    {
        if (!request.Query.TryGetValue(Name, out var values)) return null;
        var given = values.OfType<string>()
            .SelectMany(value => _declared.SplitAtCommas ? value.Split(',') : [value]).Distinct().ToArray();
        if (ChoicesFor(request) is { } choices)
            foreach (var value in given.Except(choices)) errors.Add(Name, FaultOf(value, choices));
        return given;
    }

    /// <summary>
    /// The text given; null if there is none. Several values are joined by commas, which no type accepts.
    /// </summary>
    private string? TextOf(HttpRequest request)
    {
        if (Header is { } header && request.Headers[header].ToString() is { Length: > 0 } sent) return sent;
        if (!request.Query.TryGetValue(Name, out var values)) return null;
        var text = values.ToString();
        return text.Length == 0 && _declared.EmptyIsLeftOut ? null : text;
    }

    private string[]? ChoicesFor(HttpRequest request) => Choices is null ? null
        : [.. Choices.Of(request.HttpContext.RequestServices.GetRequiredService<EventCatalogue>())];

    private Fault FaultOf(string value, string[]? choices) =>
        _declared.Code is { } code ? new(code, ("value", value), ("example", ExampleFor(value, choices)))
        : choices is not null ? Scalars.NoChoice(value, choices)
        : _faultOf(value);

    /// <summary>What may be meant or, if nothing is near, all that can be asked for.</summary>
    private object? ExampleFor(string value, string[]? choices) =>
        choices is null ? _declared.Like : Nearest.To(value, choices) is { Count: > 0 } near ? near : choices;
}
