using System.Text.Json;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Tests;

/// <summary>Corrections of one field.</summary>
internal static class Corrected
{
    public static EntryCorrected Of(Guid entry, string field, object? old, object? @new) =>
        new(entry, [Change(field, old, @new)], "Ghi nhầm");

    /// <summary>The correction of the last entry of a stream.</summary>
    public static EntryCorrected Last(this History history, string stream, string field, object? old, object? @new) =>
        Of(history.Last(stream), field, old, @new);

    public static Change Change(string field, object? old, object? @new) => new(field, Json(old), Json(@new));

    private static JsonElement? Json(object? value) =>
        value is null ? null : JsonSerializer.SerializeToElement(value, RecordJson.Options);
}
