using System.Globalization;

namespace ClusterEvents.Domain.Model;

/// <summary>The JSON text of a scalar value, without serialising it.</summary>
internal static class JsonText
{
    /// <summary>The text; null if JSON has a number or boolean instead.</summary>
    /// <exception cref="NotSupportedException">No record has a field of this type.</exception>
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
