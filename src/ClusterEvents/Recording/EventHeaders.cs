using System.Reflection;
using ClusterEvents.Recording.Binding;
using JasperFx.Events;

namespace ClusterEvents.Recording;

/// <summary>
/// What is stored beside an event: the CloudEvent it came as, and the salts of its personal fields. The event's own
/// data holds what was recorded and nothing else, so that it can leave the store as it is.
/// </summary>
public static class EventHeaders
{
    public const string Id = "id";
    public const string Source = "source";
    public const string Extensions = "extensions";
    public const string Salts = "salts";

    /// <summary>The commitments of personal fields that were erased.</summary>
    public const string Erased = "erased";

    public static void Write(IEvent @event, Draft draft)
    {
        @event.Headers = new Dictionary<string, object> { [Id] = draft.Id, [Source] = draft.Source };
        if (draft.Extensions.Count > 0) @event.Headers[Extensions] = draft.Extensions;
        var salts = PersonalFields((Activity)@event.Data).ToDictionary(path => path, _ => Identifiers.Salt());
        if (salts.Count > 0) @event.Headers[Salts] = salts;
    }

    /// <summary>The JSON pointers (RFC 6901) of the personal fields that the activity fills.</summary>
    public static IEnumerable<string> PersonalFields(Activity activity) => PersonalFields(activity, "");

    private static IEnumerable<string> PersonalFields(object record, string path)
    {
        foreach (var field in RecordReader.Of(record.GetType()).Fields)
        {
            if (field.Property.GetValue(record) is not { } value) continue;
            var pointer = $"{path}/{field.Name}";
            if (field.Property.GetCustomAttribute<PersonalAttribute>() is not null) yield return pointer;
            else if (value is Person) foreach (var inner in PersonalFields(value, pointer)) yield return inner;
        }
    }
}
