using System.Globalization;
using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Reading.Written;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Recording.Requests;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>
/// What the answers of a form mean as an event to record: “all members” is a list of cities, “the cluster” an issuer
/// with a name. The rest is read as it was written.
/// </summary>
internal sealed class FormAnswers
{
    private readonly List<Rejection> _missing = [];
    private readonly KindForm _form;
    private readonly FormSituation _situation;
    private readonly FormInput _texts;

    private FormAnswers(KindForm form, FormInput input, FormSituation situation)
    {
        (_form, _situation, _texts) = (form, situation, input.Copy());
        ReadMembers();
        foreach (var field in form.Type.Reader().Fields.Where(field => field.ValueType == typeof(Organisation)))
            ReadOrganisation(field.Name);
        Written = WrittenRecord.Of(form.Type, _texts.Texts, situation.Writing);
        if (form.SameDay is { } same && Written.Data["occurredOn"] is { } day && !Written.Data.ContainsKey(same))
            Written.Data[same] = day.DeepClone();
        Stream = StreamOf(input);
        var request = new CommandRequest(form.Type, JsonSerializer.SerializeToElement(Written.Data), situation.By)
        {
            Stream = Stream,
            Given = GivenBy(Stream),
            StreamIsInPath = Stream is not null && form.Type.Opens == Opens.Never,
            ExpectedVersion =
                long.TryParse(input["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                && Stream is not null && Stream?.ToString() == input[FormSituations.Stream] ? version : null,
            IdempotencyKey = input["key"] ?? "",
        };
        Requests = form.Together is { } other && input["together"] == "yes" ? Both(request, other) : [request];
    }

    /// <summary>The data, with what could not be understood.</summary>
    public WrittenRecord Written { get; }

    /// <summary>The stream that the event is added to; null for a new one.</summary>
    public StreamKey? Stream { get; }

    /// <summary>The event to record, or two of one ceremony.</summary>
    public IReadOnlyList<CommandRequest> Requests { get; }

    public static FormAnswers Of(KindForm form, FormInput input, FormSituation situation) =>
        new(form, input, situation);

    /// <summary>Everything that is missing or malformed, at once.</summary>
    public IReadOnlyList<Rejection> Faults() =>
    [
        .. _missing,
        // A day that is asked for once is missed once.
        .. Written.Read(_form.Type, _situation.Today, [.. Requests[0].Given]).Faults
            .Where(fault => fault.Field != _form.SameDay),
    ];

    /// <summary>Two events of one stream, each recorded once.</summary>
    private static CommandRequest[] Both(CommandRequest first, ActivityType other)
    {
        var stream = first.Stream ?? new StreamKey(first.Type.StreamKind!,
            Identifiers.ActivityId(first.By.OwnSource, first.IdempotencyKey).ToString());
        return
        [
            first with { Stream = stream },
            first with
            {
                Type = other,
                Stream = stream,
                IdempotencyKey = $"{first.IdempotencyKey}-2",
                ExpectedVersion = null,
            },
        ];
    }

    /// <summary>All members of the day, where they were meant; with no member the list stays empty.</summary>
    private void ReadMembers()
    {
        if (_form.Members is not { } list || _texts["all"] is not { } all) return;
        if (all != "yes") return;
        var members = _situation.Members.Select(member => member.CityId.Value).ToArray();
        // The record takes the members of the day itself where the whole cluster is meant.
        _texts.Set(list, list == "cityIds" ? [] : members);
        _texts.Fill("scope", nameof(Scope.Cluster));
    }

    private void ReadOrganisation(string path)
    {
        if (_texts[path] is not { } choice) return;
        if (choice == "other")
        {
            // A name that names a city is that of its police.
            _texts.Set(path, _texts.All($"{path}.name").Count > 0 ? [.. _texts.All($"{path}.name")] : []);
            _texts.Set($"{path}.cityId");
            _texts.Set($"{path}.name");
            return;
        }

        _texts.Set(path);
        _texts.Set($"{path}.cityId");
        if (choice == "cluster") _texts.Set($"{path}.name", _situation.Cluster?.Name ?? "");
        else
        {
            _texts.Set($"{path}.name", _situation.UnitOf(choice));
            _texts.Set($"{path}.cityId", choice);
        }
    }

    private StreamKey? StreamOf(FormInput input)
    {
        var type = _form.Type;
        if (type.Opens == Opens.Always) return null;
        if (type.StreamKind == StreamKinds.Cluster)
            return Written.Data["clusterId"] is { } cluster
                ? new(StreamKinds.Cluster, (string)cluster!) : Missing("clusterId");
        if (type.Reader().Fields.FirstOrDefault(field => field.IsOwnStream && field.ValueType == typeof(CityId))
            is { } city)
            return Written.Data[city.Name] is { } key ? new(StreamKinds.City, (string)key!)
                : Written.Faults.Any(fault => fault.Path == city.Name) ? null : Missing(city.Name);
        if (StreamKey.TryParse(input[FormSituations.Stream] ?? "", out var stream)) return stream;
        return type.Opens == Opens.Never ? Missing(FormSituations.Stream) : null;
    }

    private StreamKey? Missing(string path)
    {
        if (!_form.Type.Reader().Fields.Any(field => field.Name == path && field.Required))
            _missing.Add(Rejection.Malformed(
                path, new Fault("choose-one", ("what", Wanted(path)))));
        return null;
    }

    /// <summary>What is to be chosen, as words within a sentence.</summary>
    private string Wanted(string path)
    {
        var (vietnamese, english) = path == FormSituations.Stream && _form.From is { } from
            ? from : ("Cụm", "The cluster");
        var words = _situation.Language.In(vietnamese, english);
        return char.ToLowerInvariant(words[0]) + words[1..];
    }

    /// <summary>The field that holds the key of the stream, as a route has it in its path.</summary>
    private IReadOnlyList<(string Field, object Value)> GivenBy(StreamKey? stream) =>
        stream is { } key && _form.Type.Reader().Fields.FirstOrDefault(field => field.IsOwnStream) is { } own
            ? [(own.Name, own.ValueType == typeof(CityId) ? new CityId(key.Id) : key)] : [];
}
