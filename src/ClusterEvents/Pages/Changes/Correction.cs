using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Recording.Model;

namespace ClusterEvents.Pages.Changes;

/// <summary>
/// What a filled-in form changes of an entry, field by field: as it was when the form was opened, as it stands now, and
/// as it is to stand.
/// </summary>
internal sealed class Correction
{
    private static readonly string CityIds = JsonNamingPolicy.CamelCase.ConvertName(nameof(Activity.CityIds));
    private static readonly string Scopes = JsonNamingPolicy.CamelCase.ConvertName(nameof(Activity.Scope));

    private readonly KindForm _form;
    private readonly FormSituation _situation;

    /// <param name="form">The form of the kind.</param>
    /// <param name="opened">The entry when the form was opened.</param>
    /// <param name="now">The entry as it stands.</param>
    /// <param name="filled">The form as it was filled in with the entry.</param>
    /// <param name="input">The form as it was sent.</param>
    /// <param name="situation">What both are read with.</param>
    /// <param name="shown">The fields that the form shows: others cannot have been changed.</param>
    public Correction(
        KindForm form, Activity opened, Activity now, FormInput filled, FormInput input, FormSituation situation,
        IReadOnlyCollection<string> shown)
    {
        (_form, _situation) = (form, situation);
        Answers = FormAnswers.Of(form, input, situation);
        var (before, after) = (FormAnswers.Of(form, filled, situation).Written.Data, Answers.Written.Data);
        var (then, stands) = (RecordJson.ObjectOf(opened), RecordJson.ObjectOf(now));
        var fields = new List<CorrectedField>();
        foreach (var field in form.Type.Reader().Fields.Where(field => shown.Contains(field.Name)))
        {
            var isMine = !Same(field, before[field.Name], after[field.Name]);
            var isTheirs = !Same(field, then[field.Name], stands[field.Name]);
            if (!isMine && !isTheirs) continue;
            var mine = isMine ? Meant(field.Name, after) : then[field.Name];
            fields.Add(new(field.Name, then[field.Name], stands[field.Name], mine, isMine, isTheirs)
            {
                Keeps = isTheirs && (!isMine || input[$"pick.{field.Name}"] == "theirs"),
                IsOpen = isMine && isTheirs && !Same(field, stands[field.Name], mine)
                    && input[$"pick.{field.Name}"] is null,
            });
        }

        WithWhole(fields, stands);
        Fields = [.. fields.Where(field => !Same(Reader(field.Name), field.Now, field.Mine) || field.IsTheirs)];
        Changes = [.. Fields.Where(field => field.IsMine && !field.Keeps)
            .Where(field => !Same(Reader(field.Name), field.Now, field.Mine))
            .Select(field => new Change(field.Name, Element(field.Now), Element(field.Mine)))];
    }

    /// <summary>The form as it is read.</summary>
    public FormAnswers Answers { get; }

    /// <summary>The fields that differ, in the order of the event's declaration.</summary>
    public IReadOnlyList<CorrectedField> Fields { get; }

    /// <summary>The changes to record, with the values that stand as the old ones.</summary>
    public IReadOnlyList<Change> Changes { get; }

    /// <summary>Whether somebody has to choose between two corrections of one field.</summary>
    public bool IsOpen => Fields.Any(one => one.IsOpen);

    /// <summary>
    /// The value that is meant: the whole cluster stands for its members, whom a correction has to name.
    /// </summary>
    private JsonNode? Meant(string field, JsonObject after) =>
        field == CityIds && after[field] is null && (string?)after[Scopes] == nameof(Scope.Cluster)
            ? new JsonArray([.. _situation.Members.Select(member => (JsonNode)member.CityId.Value)]) : after[field];

    /// <summary>
    /// Whoever is named anew is also among the cities that the entry concerns, where these are those that it names: a
    /// wrong city moves in one correction.
    /// </summary>
    private void WithWhole(List<CorrectedField> fields, JsonObject stands)
    {
        if (_form.Members == CityIds || fields.Exists(field => field.Name == CityIds)) return;
        var now = ReadOf(stands);
        var changed = (JsonObject)stands.DeepClone();
        foreach (var field in fields.Where(field => field.IsMine && !field.Keeps))
            changed[field.Name] = field.Mine?.DeepClone();
        if (now is not { Scope: Scope.City, CityIds: { } cities }
            || ReadOf(changed) is not { Scope: Scope.City } then) return;
        var (named, meant) = (NamedCities.Concerned(now).ToHashSet(), NamedCities.Concerned(then));
        if (!named.SetEquals(cities) || named.SetEquals(meant) || meant.Count == 0) return;
        fields.Add(new(CityIds, stands[CityIds], stands[CityIds],
            new JsonArray([.. meant.Select(city => (JsonNode)city.Value)]), IsMine: true, IsTheirs: false));
    }

    private Activity? ReadOf(JsonObject json)
    {
        try
        {
            return Domain.Corrections.Changes.Read(json, _form.Type.ClrType);
        }
        catch (JsonException)
        {
            // What is missing is told as a fault of its field.
            return null;
        }
    }

    private FieldReader Reader(string field) => _form.Type.Reader().Fields.First(one => one.Name == field);

    /// <summary>
    /// Whether two values mean the same: an empty list is none, and the order of a set means nothing.
    /// </summary>
    private static bool Same(FieldReader field, JsonNode? one, JsonNode? other)
    {
        if (Domain.Corrections.Changes.IsEmpty(one)) one = null;
        if (Domain.Corrections.Changes.IsEmpty(other)) other = null;
        return field.IsSet && one is JsonArray items && other is JsonArray others
            ? items.Select(item => (string?)item).ToHashSet().SetEquals(others.Select(item => (string?)item))
            : JsonNode.DeepEquals(one, other);
    }

    private static JsonElement? Element(JsonNode? value) =>
        value is null || Domain.Corrections.Changes.IsEmpty(value) ? null : JsonSerializer.SerializeToElement(value);
}

/// <summary>One field of a correction.</summary>
/// <param name="Name">The field.</param>
/// <param name="Opened">Its value when the form was opened.</param>
/// <param name="Now">Its value now.</param>
/// <param name="Mine">Its value as it was sent.</param>
/// <param name="IsMine">Whether the form changes it.</param>
/// <param name="IsTheirs">Whether somebody else has changed it meanwhile.</param>
public sealed record CorrectedField(
    string Name, JsonNode? Opened, JsonNode? Now, JsonNode? Mine, bool IsMine, bool IsTheirs)
{
    /// <summary>Whether what stands now is kept.</summary>
    public bool Keeps { get; init; }

    /// <summary>Whether both changed it, and nobody has chosen yet.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The things that the values of fields refer to.</summary>
    public static IReadOnlyList<StreamKey> ThingsIn(IEnumerable<CorrectedField> fields) =>
        [.. fields.SelectMany(field => new[] { field.Opened, field.Now, field.Mine }).OfType<JsonValue>()
            .Select(value => value.TryGetValue<string>(out var text) && StreamKey.TryParse(text, out var key) ? key
                : (StreamKey?)null).OfType<StreamKey>().Distinct()];
}
