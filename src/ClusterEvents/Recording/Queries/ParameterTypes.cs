using System.Globalization;
using System.Reflection;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Queries;

/// <summary>Reads the text of a parameter, by the type of its property.</summary>
internal static class ParameterTypes
{
    /// <summary>The parser of a type (null for malformed text) and its error message.</summary>
    public static (Func<string, object?> Parse, string Expected) ReaderOf(Type type, ParameterAttribute declared) =>
        type == typeof(int) ? (text => (int?)Number(text, declared), Bounds(declared))
        : type == typeof(long) ? (text => Number(text, declared), Bounds(declared))
        : Readers.TryGetValue(type, out var reader) ? reader
        : Generic(IsKey(type) ? nameof(Key) : nameof(Parsable), type);

    private static readonly Dictionary<Type, (Func<string, object?> Parse, string Expected)> Readers = new()
    {
        [typeof(string)] = (text => text, "must be a text"),
        [typeof(bool)] = (text => text switch { "true" => true, "false" => false, _ => (object?)null },
            "must be true or false"),
        [typeof(DateOnly)] = (text => Scalars.Day(text), "must be a day as yyyy-MM-dd"),
        [typeof(DateTimeOffset)] = (text => Scalars.Instant(text)?.ToUniversalTime(),
            "must be an instant with its offset, as 2022-07-29T09:49:00Z"),
        // Instants were replaced by positions before the route was called: see KnownAtParameter.
        [typeof(KnownAt)] = (text => PointInTime.Parse(text)?.Position is { } position ? new KnownAt(position) : null,
            PointInTime.Expected),
        [typeof(PointInTime)] = (text => PointInTime.Parse(text), PointInTime.Expected),
    };

    private static bool IsKey(Type type) => type.GetInterfaces().Any(implemented =>
        implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(ITextKey<>));

    private static long? Number(string text, ParameterAttribute declared) =>
        Scalars.Number(text, declared.Least, declared.Most);

    private static string Bounds(ParameterAttribute declared) => $"must be {declared.Least} to {declared.Most}";

    private static (Func<string, object?> Parse, string Expected) Key<T>() where T : struct, ITextKey<T> =>
        (text => T.TryParse(text, out var key) ? key : (object?)null, $"must be {T.Expected}");

    private static (Func<string, object?> Parse, string Expected) Parsable<T>() where T : IParsable<T> =>
        (text => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : (object?)null,
            $"must be a {typeof(T).Name}");

    private static (Func<string, object?> Parse, string Expected) Generic(string method, Type type) =>
        ((Func<string, object?>, string))typeof(ParameterTypes)
            .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type)
            .Invoke(null, null)!;
}
