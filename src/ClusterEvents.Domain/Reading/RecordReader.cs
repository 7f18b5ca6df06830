using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// Reads a JSON object into a record and reports every unknown field, missing field, wrong type and empty list at
/// once. The declaration of the record defines its fields: a nullable one is optional.
/// </summary>
public sealed class RecordReader
{
    private static readonly ConcurrentDictionary<Type, RecordReader> Known = new();

    /// <summary>
    /// Placeholder for a value that is present but invalid, so that it is not reported as missing too.
    /// </summary>
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
    /// Reads the record; null if the JSON is not an object. If there are errors, the record lacks the invalid fields
    /// and is fit for further validation only.
    /// </summary>
    /// <param name="json">The JSON object.</param>
    /// <param name="path">Its path in the body, such as <c>sources[0]</c>; empty for the body itself.</param>
    /// <param name="errors">Collects the validation errors.</param>
    /// <param name="given">Fields with values from elsewhere, such as the path of a request.</param>
    public object? Read(
        JsonElement json, string path, ValidationErrors errors, params (string Field, object Value)[] given)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, "not-an-object", ("field", new NamedField(path)));
            return null;
        }

        var before = errors.Count;
        var values = new object?[_fields.Length];
        foreach (var (name, value) in given)
            if (IndexOf(name) is { } place) values[place] = value;
        foreach (var member in json.EnumerateObject()) ReadField(member, path, values, errors);
        for (var i = 0; i < values.Length; i++)
            if (values[i] is null && _fields[i].Required) AddMissing(At(path, _fields[i].Name), errors);
        if (typeof(IAtLeastOneField).IsAssignableFrom(_type) && Array.TrueForAll(values, value => value is null))
            errors.Add(path, "at-least-one-field", ("field", new NamedField(path)), ("known", Names));

        for (var i = 0; i < values.Length; i++)
            if (values[i] == AtFault) values[i] = null;
        var record = _make.Value(values);
        if (errors.Count == before && record is IChecked whole)
            foreach (var (name, fault) in whole.Errors()) errors.Add(At(path, name), fault);
        return record;
    }

    /// <summary>
    /// Finds a field by its path, as in <c>person.rank</c> and <c>items[0].text</c>; null if there is none. An item of
    /// a list is found as the list.
    /// </summary>
    public FieldReader? Find(string path)
    {
        FieldReader? found = null;
        var isItem = false;
        foreach (var step in FieldPath.Parse(path)?.Steps ?? [])
        {
            if (char.IsAsciiDigit(step[0]))
            {
                if (found?.IsList != true) return null;
                isItem = true;
                continue;
            }

            if (found?.IsList == true && !isItem) return null;
            isItem = false;
            var record = found is null ? this : found.Inner;
            found = record is null || record.IndexOf(step) is not { } place ? null : record._fields[place];
            if (found is null) return null;
        }

        return found;
    }

    /// <summary>The names of all fields, for error messages.</summary>
    public IReadOnlyList<string> Names => [.. _fields.Select(one => one.Name)];

    private void AddMissing(string path, ValidationErrors errors) => errors.Add(path, "required",
        ("what", new FieldPhrase(typeof(Activity).IsAssignableFrom(_type) ? _type.Name : null, path)));

    private void ReadField(JsonProperty member, string path, object?[] values, ValidationErrors errors)
    {
        if (IndexOf(member) is not { } place)
        {
            var name = Text.NameOf(member) ?? "?";
            errors.Add(At(path, name), "unknown-field", ("name", name), ("known", Names));
            return;
        }

        var field = _fields[place];
        // Duplicate names are rejected earlier, so a field that has a value already was given by the path.
        if (values[place] is { } fromPath)
        {
            if (!Equals(field.Read(member.Value, At(path, field.Name), errors), fromPath))
                errors.Add(At(path, field.Name), "conflicts-with-the-path", ("field", new NamedField(field.Name)));
        }
        // An optional field with the value null counts as omitted.
        else if (member.Value.ValueKind != JsonValueKind.Null)
            values[place] = field.Read(member.Value, At(path, field.Name), errors) ?? AtFault;
    }

    /// <summary>The index of a field; compares UTF-8 bytes, and decodes the name only if it has escapes.</summary>
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
    /// Compiles a function that constructs the record from its field values; null becomes the default of a value type.
    /// Compiled, because it runs for every recorded event.
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
