using System.Collections.Concurrent;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// The cities that an activity names in its own fields, by the <see cref="CityAttribute"/> of each field. Those in
/// <c>cityIds</c> and <c>guestCityIds</c> are beside them.
/// </summary>
public static class NamedCities
{
    private static readonly ConcurrentDictionary<Type, FieldReader[]> Fields = new();

    /// <summary>
    /// Each city that the activity's own fields name. A host that is among the guests is a guest. A request that could
    /// not be read completely may lack values.
    /// </summary>
    public static IEnumerable<NamedCity> Of(Activity activity)
    {
        foreach (var field in FieldsOf(activity.GetType()))
        {
            var (path, cities, isAlone) = field.Property.GetValue(activity) switch
            {
                CityId one => (field.Name, [one], true),
                IReadOnlyList<CityId> several => (field.Name, several, false),
                Organisation { CityId: { } home } => ($"{field.Name}.cityId", [home], true),
                _ => (field.Name, (IReadOnlyList<CityId>)[], true),
            };
            foreach (var city in cities)
                if (city.Value is not null) yield return new(path, city, RoleOf(field, city, activity), isAlone);
        }
    }

    /// <summary>The default of <c>cityIds</c>: all that are no guests; empty if the request must give them.</summary>
    public static IReadOnlyList<CityId> Concerned(Activity activity) =>
        [.. Of(activity).Where(one => !one.IsGuest).Select(one => one.City).Distinct()];

    /// <summary>Every city that an activity names, in its own fields and its envelope, guests as well.</summary>
    public static IEnumerable<CityId> All(Activity activity) => Of(activity).Select(one => one.City)
        .Concat(activity.CityIds ?? []).Concat(activity.GuestCityIds ?? []).Distinct();

    /// <summary>
    /// Whether an activity of this type always names a city, so that <c>cityIds</c> need not be given.
    /// </summary>
    public static bool AreAlwaysNamed(Type type) =>
        FieldsOf(type).Any(field => field.Required && field.Property.PropertyType != typeof(Organisation));

    /// <summary>The fields of an event type that name cities, without those of the envelope.</summary>
    public static IReadOnlyList<FieldReader> FieldsOf(Type type) => Fields.GetOrAdd(type, static type =>
        [.. RecordReader.Of(type).Fields.Where(field => field is { Role: not null, IsOfEnvelope: false })]);

    private static CityRole RoleOf(FieldReader field, CityId city, Activity activity) =>
        field.Role == CityRole.Hosts && activity.CityIds?.Contains(city) != true
            && activity.GuestCityIds?.Contains(city) == true ? CityRole.Guest : field.Role!.Value;
}
