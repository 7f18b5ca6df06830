using System.Globalization;

namespace ClusterEvents.Domain.Model;

/// <summary>The text that a single value of a record has in JSON, without writing JSON.</summary>
internal static class JsonText
{
    /// <summary>The text; null where JSON has a number or a truth value instead.</summary>
    /// <exception cref="NotSupportedException">No record has had a field of this type so far.</exception>
    public static string? Of(object single) => single switch
    {
        CityId or StreamKey or Enum or Guid => single.ToString(),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToTimeSpan().ToString("c", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        decimal number => DecimalText.Of(number),
        int or long or bool => null,
        _ => throw new NotSupportedException($"What text a {single.GetType()} has in JSON is not known here."),
    };
}
