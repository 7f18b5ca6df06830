using System.Text.Json;
using ClusterEvents.Domain;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>A correction as the API shows it; <c>data</c> is its event.</summary>
internal sealed record CorrectionMark(
    Guid ActivityId, string Kind, DateTimeOffset RecordedAt, string? RecordedBy, string? Reason, CorrectionData? Data)
{
    /// <summary>In words: what was done to the entry, to which of its fields, and why.</summary>
    public string In(Language language)
    {
        var fields = string.Join(", ",
            (Data?.Changes ?? []).Select(change => FieldNames.Of(language, change.Field)).Distinct());
        var done = language.KindName(Kind) + (fields.Length > 0 ? $" ({fields})" : "");
        return Reason is { Length: > 0 } reason ? $"{done}: {reason}" : done;
    }
}

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
