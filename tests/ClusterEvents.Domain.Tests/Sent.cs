using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Reading;

namespace ClusterEvents.Domain.Tests;

/// <summary>Activities as a request sends them: read from JSON, and decided on if that succeeded.</summary>
internal static class Sent
{
    /// <summary>The codes of the rejections, each with its field; empty if it would be recorded.</summary>
    public static IReadOnlyList<(string Code, string? Field)> Faults(
        this History history, Activity activity, string? on = null)
    {
        var (type, errors) = (StoredEvents.Catalogue.TypeOf(activity), new ValidationErrors());
        var sent = JsonElement.Parse(RecordJson.Write(activity));
        var read = type.Read(sent, History.Today, "", errors);
        IReadOnlyList<Rejection> found = read is null ? errors.Found : history.When(read, on).Rejections;
        Worded.Check(found);
        return [.. found.Select(one => (one.Code, one.Field))];
    }

    /// <summary>The codes of the faults that an object finds among its own fields, each with its field.</summary>
    public static IEnumerable<(string Code, string Field)> Faults(this IChecked activity) =>
        activity.Errors().Select(error => (error.Fault.Code, error.Field));
}
