using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// Reads a JSON object into a record, strictly: every unknown field, missing field, wrong type and empty list is
/// named at once. The record's declaration is the only description of its shape: a nullable field is optional.
/// </summary>
public sealed class RecordReader
{
    private static readonly ConcurrentDictionary<Type, RecordReader> Known = new();

    /// <summary>Stands for what was said and is at fault, so that it is not also missing.</summary>
    private static readonly object AtFault = new();

    private readonly Type _type;
    private readonly FieldReader[] _fields;
    private readonly Lazy<Func<object?[], object>> _make;

    private RecordReader(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        FieldReader[] arguments =
            [.. constructor.GetParameters().Select(p => new FieldReader(p, type.GetProperty(p.Name!)!))];
        var settable = type.GetProperties()
            .Where(p => p.SetMethod is not null && arguments.All(a => a.Property.Name != p.Name))
            .Select(p => new FieldReader(null, p));
        (_type, _fields) = (type, [.. arguments, .. settable]);
        _make = new(() => Maker(constructor));
    }

    /// <summary>Every field of the record: its own first, then those of the envelope.</summary>
    public IReadOnlyList<FieldReader> Fields => _fields;

    public static RecordReader Of(Type type) => Known.GetOrAdd(type, static t => new RecordReader(t));

    /// <summary>
    /// The record; null when the JSON is no object. With faults it is partial, fit for further checks alone: what
    /// is at fault is left out of it.
    /// </summary>
    /// <param name="json">What was sent.</param>
    /// <param name="path">Where it lies in the body, such as <c>sources[0]</c>; empty for the body itself.</param>
    /// <param name="errors">Gets what is malformed.</param>
    /// <param name="given">Fields that are known from elsewhere, such as the path of a request.</param>
    public object? Read(JsonElement json, string path, ValidationErrors errors, params (string Field, object Value)[] given)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, "must be an object");
            return null;
        }

        var before = errors.Count;
        var values = new object?[_fields.Length];
        foreach (var (name, value) in given)
            if (IndexOf(name) is { } place) values[place] = value;
        foreach (var member in json.EnumerateObject()) ReadField(member, path, values, errors);
        for (var i = 0; i < values.Length; i++)
            if (values[i] is null && _fields[i].Required) errors.Add(At(path, _fields[i].Name), "is required");
        if (typeof(IAtLeastOneField).IsAssignableFrom(_type) && Array.TrueForAll(values, value => value is null))
            errors.Add(path, $"needs at least one of {Names}");

        for (var i = 0; i < values.Length; i++)
            if (values[i] == AtFault) values[i] = null;
        var record = _make.Value(values);
        if (errors.Count == before && record is IChecked whole)
            foreach (var (name, fault) in whole.Errors()) errors.Add(At(path, name), fault);
        return record;
    }

    /// <summary>
    /// The field that a path leads to, by dots into objects, as in <c>person.rank</c>; null where there is none.
    /// </summary>
    public FieldReader? Find(string path)
    {
        FieldReader? found = null;
        foreach (var name in path.Split('.'))
        {
            var record = found is null ? this : found.Inner;
            found = record is null || record.IndexOf(name) is not { } place ? null : record._fields[place];
            if (found is null) return null;
        }

        return found;
    }

    /// <summary>The names of all fields, as a fault tells them.</summary>
    public string Names => string.Join(", ", _fields.Select(one => one.Name));

    private void ReadField(JsonProperty member, string path, object?[] values, ValidationErrors errors)
    {
        if (IndexOf(member) is not { } place)
        {
            errors.Add(At(path, Text.NameOf(member) ?? "?"), $"is not known here. Known: {Names}");
            return;
        }

        var field = _fields[place];
        // No name is in a body twice, so what has a value already is a field that was given.
        if (values[place] is { } said)
        {
            if (!Equals(field.Read(member.Value, At(path, field.Name), errors), said))
                errors.Add(At(path, field.Name), "is said otherwise by the path: leave it out");
        }
        // An optional field sent as null is a field left out.
        else if (member.Value.ValueKind != JsonValueKind.Null)
            values[place] = field.Read(member.Value, At(path, field.Name), errors) ?? AtFault;
    }

    /// <summary>The place of a field; found by the bytes of its name, where these need no reading.</summary>
    private int? IndexOf(JsonProperty member)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(member);
        for (var i = 0; i < _fields.Length; i++)
            if (name.SequenceEqual(_fields[i].Utf8Name)) return i;
        return name.Contains((byte)'\\') ? IndexOf(Text.NameOf(member)) : null;
    }

    private int? IndexOf(string? name) =>
        Array.FindIndex(_fields, field => field.Name == name) is >= 0 and var place ? place : null;

    /// <summary>
    /// Makes the record of the values of its fields; null is the default of a type that has no null. Compiled, because
    /// everything that is ever recorded passes here.
    /// </summary>
    private Func<object?[], object> Maker(ConstructorInfo constructor)
    {
        var (values, record) = (Expression.Parameter(typeof(object?[])), Expression.Variable(_type));
        var count = constructor.GetParameters().Length;
        Expression Said(int place) => Expression.ArrayIndex(values, Expression.Constant(place));
        Expression IsSaid(int place) => Expression.NotEqual(Said(place), Expression.Constant(null));
        Expression Value(int place, Type type) => Expression.Convert(Said(place), type);

        var made = Expression.New(constructor, constructor.GetParameters().Select((argument, place) =>
            Expression.Condition(
                IsSaid(place), Value(place, argument.ParameterType), Expression.Default(argument.ParameterType))));
        var set = _fields.Select((field, place) => (field.Property, Place: place)).Skip(count).Select(one =>
            Expression.IfThen(IsSaid(one.Place), Expression.Assign(
                Expression.Property(record, one.Property), Value(one.Place, one.Property.PropertyType))));
        return Expression.Lambda<Func<object?[], object>>(
            Expression.Block([record], [Expression.Assign(record, made), .. set, record]), values).Compile();
    }

    private static string At(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
