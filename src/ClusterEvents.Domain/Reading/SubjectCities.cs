using System.Collections.Concurrent;
using System.Reflection;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Reading;

/// <summary>Determines the cities that an activity is about from the declaration of its fields.</summary>
public static class SubjectCities
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Fields = new();

    /// <summary>
    /// The value of the field marked <see cref="SubjectCityAttribute"/>; null if there is no such field or no value.
    /// </summary>
    public static CityId? SubjectOf(Activity activity) =>
        (CityId?)Fields.GetOrAdd(activity.GetType(), FieldOf)?.GetValue(activity);

    /// <summary>The default of <c>cityIds</c>; empty if the request must give them.</summary>
    public static IReadOnlyList<CityId> Of(Activity activity) =>
        activity is IConcernsCities several ? several.Cities : SubjectOf(activity) is { } one ? [one] : [];

    private static PropertyInfo? FieldOf(Type type) =>
        RecordReader.Of(type).Fields.FirstOrDefault(field => field.IsSubjectCity)?.Property;
}
