using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace ClusterEvents.Recording.Binding;

/// <summary>
/// Reads a JSON object into a record, strictly: every unknown field, missing field, wrong type and empty list is
/// named at once. The record's declaration is the only description of its shape: a nullable field is optional.
/// </summary>
public sealed class RecordReader
{
    private static readonly ConcurrentDictionary<Type, RecordReader> Known = new();

    private readonly Type _type;
    private readonly ConstructorInvoker _construct;
    private readonly FieldReader[] _arguments;
    private readonly (FieldReader Field, MethodInvoker Set)[] _settable;
    private readonly Dictionary<string, FieldReader> _fields;

    private RecordReader(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        (_type, _construct) = (type, ConstructorInvoker.Create(constructor));
        _arguments = [.. constructor.GetParameters().Select(p => new FieldReader(p, type.GetProperty(p.Name!)!))];
        _settable =
        [
            .. type.GetProperties()
                .Where(p => p.SetMethod is not null && _arguments.All(a => a.Property.Name != p.Name))
                .Select(p => (new FieldReader(null, p), MethodInvoker.Create(p.SetMethod!))),
        ];
        _fields = _arguments.Concat(_settable.Select(one => one.Field))
            .ToDictionary(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>Every field of the record: its own first, then those of the envelope.</summary>
    public IEnumerable<FieldReader> Fields => _fields.Values;

    public static RecordReader Of(Type type) => Known.GetOrAdd(type, static t => new RecordReader(t));

    /// <summary>
    /// The record; null when the JSON is no object. With faults it is partial, fit for further checks alone: what
    /// is at fault is left out of it.
    /// </summary>
    /// <param name="json">What was sent.</param>
    /// <param name="path">Where it lies in the body, such as <c>sources[0]</c>; empty for the body itself.</param>
    /// <param name="faults">Gets what is malformed.</param>
    /// <param name="given">Fields that are known from elsewhere, such as the path of a request.</param>
    public object? Read(JsonElement json, string path, Faults faults, params (string Field, object Value)[] given)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, "must be an object");
            return null;
        }

        var before = faults.Found.Count;
        var values = new Dictionary<string, object?>(_fields.Count, StringComparer.Ordinal);
        foreach (var (name, value) in given) values[name] = value;
        foreach (var member in json.EnumerateObject()) ReadField(member, path, values, faults);
        foreach (var field in _fields.Values)
            if (field.Required && !values.ContainsKey(field.Name)) faults.Add(At(path, field.Name), "is required");
        if (values.Count == 0 && _type.IsAssignableTo(typeof(IAtLeastOneField)))
            faults.Add(path, $"needs at least one of {string.Join(", ", _fields.Keys)}");

        var arguments = new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = values.GetValueOrDefault(_arguments[i].Name);
        var record = _construct.Invoke(arguments.AsSpan());
        foreach (var (field, set) in _settable)
            if (values.GetValueOrDefault(field.Name) is { } value) set.Invoke(record, value);
        if (faults.Found.Count == before && record is IChecked whole)
            foreach (var (name, fault) in whole.Faults()) faults.Add(At(path, name), fault);
        return record;
    }

    private void ReadField(JsonProperty member, string path, Dictionary<string, object?> values, Faults faults)
    {
        var name = Text.NameOf(member);
        if (name is null || !_fields.TryGetValue(name, out var field))
            faults.Add(At(path, name ?? "?"), $"is not known here. Known: {string.Join(", ", _fields.Keys)}");
        // No name is in a body twice, so what has a value already is a field that was given.
        else if (values.TryGetValue(name, out var said))
        {
            if (!Equals(field.Read(member.Value, At(path, name), faults), said))
                faults.Add(At(path, name), "is said otherwise by the path: leave it out");
        }
        // An optional field sent as null is a field left out.
        else if (member.Value.ValueKind != JsonValueKind.Null)
            values[name] = field.Read(member.Value, At(path, name), faults);
    }

    private static string At(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
