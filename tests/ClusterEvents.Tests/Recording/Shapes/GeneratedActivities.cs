using System.Text.Json;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Tests.Recording.Shapes;

/// <summary>
/// Activities of every type with arbitrary values in their fields, by the declaration of their records; the same seed
/// gives the same ones. What they say need not be allowed: they are for what any activity goes through.
/// </summary>
internal sealed class GeneratedActivities(int seed)
{
    /// <summary>Texts with what JSON, and the canonical form of it, treat in different ways.</summary>
    private static readonly string[] Texts =
    [
        "Nhà tưởng niệm", "a \"quoted\" \\ text / <b>&amp;'+`", "\u20ac 😀 \ufb33", "tab\tline\nreturn\r",
        "\u0001\u007f\u0080",
        "\u2028 \u2029 \u00a0", "", "[erased]", "2022-07-29", "Đại tá", "12.50",
    ];

    private readonly Random _random = new(seed);

    /// <summary>One of each type.</summary>
    public IEnumerable<Activity> OfEachType() => StoredEvents.Catalogue.Types.Select(Of);

    public Activity Of(ActivityType type) => (Activity)Record(type.ClrType);

    /// <summary>The activity as an event of the store.</summary>
    public StoredActivity Stored(Activity activity) => new(
        Id(), new("meeting", Slug()), _random.Next(1, 9), _random.NextInt64(1, 1L << 50), Instant().ToUniversalTime(),
        Maybe(Text), activity, []);

    public DateTimeOffset Instant() =>
        new DateTimeOffset(2022, 7, 29, 9, 49, 0, TimeSpan.FromHours(_random.Next(-11, 12)))
        .AddTicks(_random.Next(4) switch
        {
            0 => 0,
            1 => TimeSpan.TicksPerMillisecond * _random.Next(1_000),
            2 => 10 * _random.NextInt64(10_000_000),
            _ => _random.NextInt64(100_000_000_000),
        });

    public string Text() => Texts[_random.Next(Texts.Length)] + (_random.Next(2) == 0 ? $" {_random.Next(100)}" : "");

    public string? Maybe(Func<string> text) => _random.Next(2) == 0 ? null : text();

    private object Record(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(one => one.GetParameters().Length)!;
        var (fields, arguments) = (RecordReader.Of(type).Fields, constructor.GetParameters().Length);
        var record = constructor.Invoke(
            [.. fields.Take(arguments).Select(field => Value(field.Property.PropertyType, field.Required))]);
        foreach (var property in fields.Skip(arguments).Select(field => field.Property))
            if (Value(property.PropertyType, required: false) is { } value) property.SetValue(record, value);
        return record;
    }

    private object? Value(Type type, bool required)
    {
        if (!required && _random.Next(3) == 0) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length));
        if (type.IsGenericType)
        {
            var item = type.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, _random.Next(4));
            for (var i = 0; i < list.Length; i++) list.SetValue(Value(item, required: true), i);
            return list;
        }

        return type == typeof(string) ? Text()
            : type == typeof(int) ? _random.Next(-9, 1_000)
            : type == typeof(long) ? _random.NextInt64(-Scalars.LargestInteger, Scalars.LargestInteger)
            : type == typeof(decimal) ? new decimal(_random.Next(), 0, 0, _random.Next(2) == 0, (byte)_random.Next(6))
            : type == typeof(DateOnly) ? new DateOnly(2022, 1, 1).AddDays(_random.Next(900))
            : type == typeof(TimeOnly) ? new TimeOnly(_random.NextInt64(TimeSpan.TicksPerDay) / 10_000_000 * 10_000_000)
            : type == typeof(DateTimeOffset) ? Instant()
            : type == typeof(Guid) ? Id()
            : type == typeof(CityId) ? new CityId(Slug())
            : type == typeof(StreamKey) ? new StreamKey("meeting", Slug())
            : type == typeof(JsonElement) ? Json(depth: 3)
            : Record(type);
    }

    private JsonElement Json(int depth) => _random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => JsonSerializer.SerializeToElement(Text()),
        1 => JsonSerializer.SerializeToElement(_random.Next(-5, 500)),
        2 => JsonSerializer.SerializeToElement(_random.Next(2) == 0),
        3 => JsonSerializer.SerializeToElement(Slug()),
        4 => JsonSerializer.SerializeToElement(Enumerable.Range(0, _random.Next(3)).Select(_ => Json(depth - 1))),
        _ => JsonSerializer.SerializeToElement(Enumerable.Range(0, _random.Next(4))
            .Select(_ => (Name: Text(), Value: Json(depth - 1))).DistinctBy(one => one.Name)
            .ToDictionary(one => one.Name, one => one.Value)),
    };

    private Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    private string Slug() => $"da-nang-{_random.Next(100)}";
}
