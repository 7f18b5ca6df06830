using System.Text.Json.Serialization;
using ClusterEvents.Domain.Model.Json;

namespace ClusterEvents.Domain.Model;

/// <summary>A city's key, such as <c>can-tho</c>: lower-case words joined by hyphens. Not its GSO code.</summary>
[JsonConverter(typeof(TextKeyConverter<CityId>))]
public readonly record struct CityId(string Value) : ITextKey<CityId>
{
    public static string Kind => StreamKinds.City;

    public static string Example => "can-tho";

    /// <summary>The stream that records the city.</summary>
    public StreamKey Stream => new(StreamKinds.City, Value);

    public static bool TryParse(string text, out CityId key)
    {
        key = new(text);
        return Slug.IsOne(text);
    }

    public override string ToString() => Value;
}
