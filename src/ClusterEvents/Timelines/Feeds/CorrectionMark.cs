using System.Text.Json;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>A correction as the API shows it; <c>data</c> is its event.</summary>
internal sealed record CorrectionMark(
    Guid ActivityId, string Kind, DateTimeOffset RecordedAt, string? RecordedBy, string? Reason, CorrectionData? Data);

/// <summary>What a correction changed; a retraction has no changes.</summary>
internal sealed record CorrectionData(IReadOnlyList<FieldChange>? Changes);

/// <summary>One changed field.</summary>
internal sealed record FieldChange(string Field, JsonElement Old, JsonElement New)
{
    /// <summary>The name of the field that the path ends in.</summary>
    public string Name
    {
        get
        {
            var name = Field[(Field.LastIndexOf('.') + 1)..];
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            return bracket < 0 ? name : name[..bracket];
        }
    }
}
