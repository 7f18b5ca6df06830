using System.Globalization;
using System.Reflection;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Queries;

/// <summary>Reads the text of a parameter, by the type of its property.</summary>
internal static class ParameterTypes
{
    /// <summary>The parser of a type (null for malformed text) and the fault of such a text.</summary>
    public static (Func<string, object?> Parse, Func<string, Fault> Fault) ReaderOf(
        Type type, ParameterAttribute declared) =>
        type == typeof(int) ? (text => (int?)Number(text, declared), text => NotWithin(text, declared))
        : type == typeof(long) ? (text => Number(text, declared), text => NotWithin(text, declared))
        : Readers.TryGetValue(type, out var reader) ? reader
        : Generic(IsKey(type) ? nameof(Key) : nameof(Parsable), type);

    private static readonly Dictionary<Type, (Func<string, object?> Parse, Func<string, Fault> Fault)> Readers = new()
    {
        [typeof(string)] = (text => text, text => Scalars.NoChoice(text, [])),
        [typeof(bool)] = (text => text switch { "true" => true, "false" => false, _ => (object?)null },
            text => Scalars.NoChoice(text, ["true", "false"])),
        [typeof(DateOnly)] = (text => Scalars.Day(text), Scalars.NoDay),
        [typeof(DateTimeOffset)] = (text => Scalars.Instant(text)?.ToUniversalTime(),
            text => new("not-an-instant", ("value", text))),
        // Instants were replaced by positions before the route was called: see KnownAtParameter.
        [typeof(KnownAt)] = (text => PointInTime.Parse(text)?.Position is { } position ? new KnownAt(position) : null,
            NoPointInTime),
        [typeof(PointInTime)] = (text => PointInTime.Parse(text), NoPointInTime),
    };

    private static bool IsKey(Type type) => type.GetInterfaces().Any(implemented =>
        implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(ITextKey<>));

    private static long? Number(string text, ParameterAttribute declared) =>
        Scalars.Number(text, declared.Least, declared.Most);

    private static Fault NotWithin(string text, ParameterAttribute declared) => new("number-not-within",
        ("value", text), ("least", declared.Least), ("most", declared.Most == long.MaxValue ? null : declared.Most));

    private static Fault NoPointInTime(string text) => new("not-a-point-in-time", ("value", text));

    private static (Func<string, object?> Parse, Func<string, Fault> Fault) Key<T>() where T : struct, ITextKey<T> =>
        (text => T.TryParse(text, out var key) ? key : (object?)null, Scalars.NoKey<T>);

    private static (Func<string, object?> Parse, Func<string, Fault> Fault) Parsable<T>() where T : IParsable<T> =>
        (text => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : (object?)null,
            text => new("not-a-cursor", ("value", text)));

    private static (Func<string, object?> Parse, Func<string, Fault> Fault) Generic(string method, Type type) =>
        ((Func<string, object?>, Func<string, Fault>))typeof(ParameterTypes)
            .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type)
            .Invoke(null, null)!;
}
