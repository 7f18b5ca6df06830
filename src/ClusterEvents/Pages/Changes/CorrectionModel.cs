using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Timelines.Feeds;

namespace ClusterEvents.Pages.Changes;

/// <summary>A correction as its pages show it.</summary>
/// <param name="Entry">The entry as it stands.</param>
/// <param name="Form">The form, filled in.</param>
public sealed record CorrectionModel(ChangedEntry Entry, FormModel Form)
{
    public required FormInput Input { get; init; }

    /// <summary>The fields that differ.</summary>
    public IReadOnlyList<CorrectedField> Fields { get; init; } = [];

    /// <summary>The titles of the things that these fields refer to, by key.</summary>
    public IReadOnlyDictionary<string, string> Things { get; init; } = new Dictionary<string, string>();

    /// <summary>The timelines that will show it: address below the language, and name.</summary>
    public IReadOnlyList<(string Path, string Name)> ShownOn { get; init; } = [];

    /// <summary>What is wrong with the reason, in words; null if nothing is.</summary>
    public string? ReasonFault { get; init; }

    public IReadOnlyList<FaultModel> Faults { get; init; } = [];

    /// <summary>Why it cannot be done, or was not; empty if it can.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    public string? Trouble { get; init; }

    /// <summary>The names of fields with their part in the form, as the form calls them.</summary>
    public string LabelOf(string field)
    {
        var language = Form.Situation.Language;
        return field == "occurredOn" ? language.In(Form.Form.Day.Vietnamese, Form.Form.Day.English)
            : Form.Form.Fields.FirstOrDefault(spec => spec.Path == field)?.LabelIn(language)
                ?? FieldNames.Of(language, field);
    }

    /// <summary>A value as people read it; null if there is none.</summary>
    public string? ValueOf(string field, JsonNode? value)
    {
        if (value is null or JsonArray { Count: 0 }) return null;
        var situation = Form.Situation;
        if (value is JsonValue && Things.GetValueOrDefault(value.ToString()) is { } title) return title;
        var names = situation.Cities.Select(city => (city.CityId, city.Name))
            .Concat(situation.Campaigns.Select(campaign => (campaign.CampaignId, campaign.Name)))
            .Concat(situation.Clusters.Select(cluster => (cluster.ClusterId, cluster.Name)))
            .DistinctBy(one => one.Item1).ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal);
        return new FieldValues(situation.Language, names).Of(field, JsonSerializer.SerializeToElement(value));
    }
}
