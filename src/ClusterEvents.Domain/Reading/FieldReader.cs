using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Reading;

/// <summary>Reads one field of a record: a text, a scalar, an object, or a list of one of these.</summary>
public sealed class FieldReader
{
    public const int LongestList = 1_000;

    private static readonly MethodInfo OfList =
        typeof(FieldReader).GetMethod(nameof(ListReader), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static readonly string CampaignIds = JsonNamingPolicy.CamelCase.ConvertName(nameof(Activity.CampaignIds));

    private readonly Func<JsonElement, string, ValidationErrors, object?> _read;

    public FieldReader(ParameterInfo? argument, PropertyInfo property)
    {
        Property = property;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Utf8Name = Encoding.UTF8.GetBytes(Name);
        var nullability = new NullabilityInfoContext().Create(property);
        CanBeNull = nullability.WriteState == NullabilityState.Nullable
                    || Nullable.GetUnderlyingType(property.PropertyType) is not null;
        Required = argument is not null && !CanBeNull;
        Longest = Attribute<MaxLengthAttribute>(argument)?.Length ?? Text.Longest;
        Range = Attribute<RangeAttribute>(argument);
        Pattern = Attribute<RegularExpressionAttribute>(argument)?.Pattern;
        IsWebAddress = Attribute<WebAddressAttribute>(argument) is not null;
        IsOwnStream = Attribute<OwnStreamAttribute>(argument) is not null;
        Role = Attribute<CityAttribute>(argument)?.Role;
        Personal = Attribute<PersonalAttribute>(argument)?.Kind;
        _read = ReaderOf(ValueType);
    }

    public string Name { get; }

    public byte[] Utf8Name { get; }

    public PropertyInfo Property { get; }

    public bool Required { get; }

    /// <summary>Whether a record may have no value; one that may not, and is not required, has a default.</summary>
    public bool CanBeNull { get; }

    /// <summary>What the cities that it names are in the activity; null if it names none.</summary>
    public CityRole? Role { get; }

    /// <summary>Whether every activity has it.</summary>
    public bool IsOfEnvelope => Property.DeclaringType == typeof(Activity);

    /// <summary>What it says about a person; null if it is not personal.</summary>
    public PersonalKind? Personal { get; }

    /// <summary>Whether it holds the key of the activity's own stream, which the route may name instead.</summary>
    public bool IsOwnStream { get; }

    /// <summary>The pattern of its texts, for API descriptions; the record's own rules validate it.</summary>
    public string? Pattern { get; }

    /// <summary>Whether its text is an address that is shown as a link.</summary>
    public bool IsWebAddress { get; }

    /// <summary>The type of its value, whether it is optional or not.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>Whether it is a list.</summary>
    public bool IsList => ValueType.IsGenericType;

    /// <summary>
    /// The fields of the object that is its value, or of the objects in its list; null for texts and scalars.
    /// </summary>
    public RecordReader? Inner =>
        (IsList ? ValueType.GetGenericArguments()[0] : ValueType) is var type && IsObject(type)
        ? RecordReader.Of(type) : null;

    /// <summary>Whether the order of its items means nothing: a list of cities or keys.</summary>
    public bool IsSet => IsList && !IsObject(ValueType.GetGenericArguments()[0])
        && (ValueType.GetGenericArguments()[0] == typeof(CityId) || Name == CampaignIds);

    /// <summary>The maximum number of characters of a text.</summary>
    public int Longest { get; }

    /// <summary>The allowed range of a number; null if unbounded.</summary>
    public RangeAttribute? Range { get; }

    public object? Read(JsonElement json, string path, ValidationErrors errors)
    {
        var value = _read(json, path, errors);
        if (value is not null && Range is { } range && !range.IsValid(value))
            errors.Add(path, "number-out-of-range",
                ("number", value), ("least", range.Minimum), ("most", range.Maximum));
        return value;
    }

    private T? Attribute<T>(ParameterInfo? argument) where T : Attribute =>
        argument?.GetCustomAttribute<T>() ?? Property.GetCustomAttribute<T>();

    private Func<JsonElement, string, ValidationErrors, object?> ReaderOf(Type type) =>
        type == typeof(string) ? ReadText
        : IsObject(type) ? (json, path, errors) => RecordReader.Of(type).Read(json, path, errors)
        : type.IsGenericType ? (Func<JsonElement, string, ValidationErrors, object?>)OfList
            .MakeGenericMethod(type.GetGenericArguments()[0]).Invoke(this, null)!
        : Scalars.ReaderOf(type)!;

    /// <summary>Whether a value is an object with fields: no text, list or scalar.</summary>
    private static bool IsObject(Type type) =>
        type != typeof(string) && !type.IsGenericType && Scalars.ReaderOf(type) is null;

    private object? ReadText(JsonElement json, string path, ValidationErrors errors)
    {
        if (!Text.TryRead(json, path, errors, out var text)) return null;
        var read = Text.Normalise(text, Longest, path, errors);
        if (read is null || !IsWebAddress || errors.TextsAreOnRecord || IsLink(read)) return read;
        errors.Add(path, "not-a-web-address", ("value", read));
        return null;
    }

    private static bool IsLink(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" && address.Host.Length > 0 && !Authority(text).Contains('@')
        // Browsers read backslashes as slashes, and so another host than other programs.
        && !text.Contains('\\') && !text.Contains(' ');

    /// <summary>
    /// What names the host, with the user before an at sign: one that is empty looks like a host as well.
    /// </summary>
    private static ReadOnlySpan<char> Authority(string address)
    {
        var rest = address.AsSpan(address.IndexOf("//", StringComparison.Ordinal) + 2);
        return rest.IndexOfAny('/', '?', '#') is >= 0 and var end ? rest[..end] : rest;
    }

    private Func<JsonElement, string, ValidationErrors, object?> ListReader<T>()
    {
        var read = ReaderOf(typeof(T));
        return (json, path, errors) =>
        {
            if (json.ValueKind != JsonValueKind.Array)
            {
                errors.Add(path, "not-a-list", ("field", new NamedField(path)));
                return null;
            }

            var length = json.GetArrayLength();
            if (length == 0) errors.Add(path, "empty-list", ("field", new NamedField(path)));
            if (length > LongestList)
                errors.Add(path, "list-too-long",
                    ("field", new NamedField(path)), ("length", length), ("most", LongestList));
            if (length is 0 or > LongestList) return null;
            var list = new T[length];
            var index = 0;
            var before = errors.Count;
            foreach (var item in json.EnumerateArray())
            {
                if (read(item, $"{path}[{index}]", errors) is T value) list[index] = value;
                index++;
            }

            if (list is CityId[] cities && errors.Count == before && cities.Distinct().Count() < length)
                errors.Add(path, "city-twice", ("field", new NamedField(path)));
            // A list with a missing element would break later checks.
            return errors.Count == before ? list : null;
        };
    }
}
