using System.Collections.Concurrent;
using System.Reflection;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// Determines the cities that an activity concerns by its own fields, from the declaration of these fields: the subject,
/// those that must be members, and the host.
/// </summary>
public static class SubjectCities
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Subjects = new();
    private static readonly ConcurrentDictionary<Type, FieldReader[]> Fields = new();

    /// <summary>
    /// The value of the field marked <see cref="SubjectCityAttribute"/>; null if there is no such field or no value.
    /// </summary>
    public static CityId? SubjectOf(Activity activity) =>
        (CityId?)Subjects.GetOrAdd(activity.GetType(), SubjectField)?.GetValue(activity);

    /// <summary>The default of <c>cityIds</c>; empty if the request must give them.</summary>
    public static IReadOnlyList<CityId> Of(Activity activity) =>
        activity is IConcernsCities several ? several.Cities
            : [.. Named(activity).Select(one => one.City).Distinct()];

    /// <summary>
    /// Whether an activity of this type names a city in a required field, so that <c>cityIds</c> need not be given.
    /// </summary>
    public static bool AreAlwaysNamed(Type type) => Fields.GetOrAdd(type, CityFields)
        .Any(field => field is { Required: true, IsHost: false });

    /// <summary>
    /// Each city that the activity's own fields say it concerns, with the path of the field. A request that could not be
    /// read completely may lack values.
    /// </summary>
    public static IEnumerable<(string Field, CityId City)> Named(Activity activity)
    {
        foreach (var field in Fields.GetOrAdd(activity.GetType(), CityFields))
        {
            var (path, cities) = field.Property.GetValue(activity) switch
            {
                CityId one => (field.Name, [one]),
                IReadOnlyList<CityId> several => (field.Name, several),
                Organisation { CityId: { } home } => ($"{field.Name}.cityId", [home]),
                _ => (field.Name, Array.Empty<CityId>()),
            };
            foreach (var city in cities)
                if (city.Value is not null) yield return (path, city);
        }
    }

    private static PropertyInfo? SubjectField(Type type) =>
        RecordReader.Of(type).Fields.FirstOrDefault(field => field.IsSubjectCity)?.Property;

    private static FieldReader[] CityFields(Type type) =>
        [.. RecordReader.Of(type).Fields.Where(field => field.IsSubjectCity || field.IsMember || field.IsHost)];
}
