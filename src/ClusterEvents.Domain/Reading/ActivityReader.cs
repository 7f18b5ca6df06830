using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Reading;

/// <summary>Reads activities from JSON and collects all validation errors.</summary>
public static class ActivityReader
{
    /// <summary>The reader of the event's record.</summary>
    public static RecordReader Reader(this ActivityType type) => RecordReader.Of(type.ClrType);

    /// <summary>Reads and validates the event's own fields and its envelope; null if there are errors.</summary>
    /// <param name="type">The type of event.</param>
    /// <param name="data">The JSON data of the event.</param>
    /// <param name="today">Today in Asia/Ho_Chi_Minh.</param>
    /// <param name="path">The path of the data in the body, such as <c>[3].data</c>; empty for the body
    /// itself.</param>
    /// <param name="errors">Collects the validation errors.</param>
    /// <param name="given">Fields with values from elsewhere, such as the path of a request.</param>
    public static Activity? Read(
        this ActivityType type, JsonElement data, DateOnly today, string path, ValidationErrors errors,
        params (string Field, object Value)[] given)
    {
        var before = errors.Count;
        var activity = (Activity?)type.Reader().Read(data, path, errors, given);
        if (activity is not null) EnvelopeValidation.Check(type, activity, today, path, errors);
        return errors.Count == before ? activity : null;
    }
}
