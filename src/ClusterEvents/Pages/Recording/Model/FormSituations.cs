using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Reading.Written;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Recording.Http;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>Reads what a form needs: members and campaigns of its day, and the things that it refers to.</summary>
internal sealed class FormSituations(
    Registers registers, StreamStateCache streams, EntryNames names, EventCatalogue catalogue, TimeProvider time)
{
    /// <summary>The field with the stream that the event is added to.</summary>
    public const string Stream = "stream";

    public DateOnly Today => time.Today();

    public async Task<FormSituation> ReadAsync(
        PageContext page, HttpContext http, KindForm? form, FormInput input)
    {
        var cancel = http.RequestAborted;
        var chosen = await ChosenAsync(page.Language, form, input, cancel);
        var day = DayOf(input["occurredOn"]) ?? time.Today();
        var by = RecorderClaims.RecorderOf(http);
        var clusters = await registers.ClustersAsync(day, null, cancel);
        var asked = input["clusterId"]
            ?? chosen.Values.Select(one => one.Key.Kind == StreamKinds.Cluster ? one.Key.Id : one.First?.ClusterId)
                .FirstOrDefault(id => id is not null);
        return new(page.Language, time.Today(), day, by)
        {
            Cities = await registers.CitiesAsync(null, cancel),
            Clusters = clusters,
            Cluster = clusters.FirstOrDefault(cluster => cluster.ClusterId == asked)
                ?? clusters.FirstOrDefault(cluster => !by.ForAllCities
                    && cluster.Members.Any(member => by.Cities.Contains(member.CityId.Value)))
                ?? clusters.FirstOrDefault(cluster => cluster.Members.Count > 0)
                ?? (clusters is [var first, ..] ? first : null),
            Campaigns = await registers.CampaignsAsync(null, cancel),
            Chosen = chosen,
        };
    }

    /// <summary>The day that a text means; null if it is none.</summary>
    public static DateOnly? DayOf(string? text) =>
        text is null ? null : WrittenDay.Read(text, "", [])?.Day;

    /// <summary>The fields of a form that hold the key of a thing, and its own stream.</summary>
    public static IEnumerable<string> ThingsOf(KindForm form) => form.Type.Reader().Fields
        .Where(field => field.ValueType == typeof(StreamKey) && !field.IsOwnStream).Select(field => field.Name)
        .Append(Stream);

    /// <summary>What a thing is called, and what tells it from others.</summary>
    public async Task<ChosenThing> DescribeAsync(
        StreamKey key, StreamSnapshot stream, Language language, CancellationToken cancel)
    {
        var first = stream.Current.LastOrDefault(activity => catalogue.TypeOf(activity).Opens != Opens.Never)
            ?? stream.Current.FirstOrDefault() ?? stream.Entries[0].Activity;
        var text = catalogue.TypeOf(first).Describe(first, language);
        var title = (stream.State as INamed)?.NameIn(language, "", null) ?? text.Title;
        var named = await names.NamedAsync(
            [
                (NameReference.Bound(title, key), first.OccurredOn),
                (NameReference.Bound(text.Summary, key), first.OccurredOn),
            ],
            language, null, cancel);
        return new(key, named[0], DisplayFormat.Line(StandingOf(stream, language),
            first.OccurredOn is null ? null : OccurredDays.Of(first).In(language), named[1]), stream);
    }

    /// <summary>What became of a meeting since it was planned; null if nothing did.</summary>
    private static string? StandingOf(StreamSnapshot stream, Language language) => stream.State switch
    {
        Meeting { Status: MeetingStatus.Cancelled } => language.In("Đã hủy", "Cancelled"),
        Meeting { Status: MeetingStatus.Postponed, PlannedOn: { } day } =>
            language.In($"Đã hoãn đến {language.In(day)}", $"Postponed to {language.In(day)}"),
        Meeting { Status: MeetingStatus.Postponed } =>
            language.In("Đã hoãn, chưa định ngày", "Postponed, no day set"),
        _ => null,
    };

    /// <summary>What things are called, by their keys, with the day that tells each from others.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TitlesAsync(
        IReadOnlyList<StreamKey> keys, Language language, CancellationToken cancel)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        if (keys.Count == 0) return titles;
        foreach (var (key, stream) in await streams.ReadAsync(keys, cancel))
            if (stream.Entries.Count > 0)
            {
                var thing = await DescribeAsync(key, stream, language, cancel);
                titles[key.ToString()] = DisplayFormat.Line(thing.Title, thing.Detail);
            }

        return titles;
    }

    private async Task<IReadOnlyDictionary<string, ChosenThing>> ChosenAsync(
        Language language, KindForm? form, FormInput input, CancellationToken cancel)
    {
        var chosen = new Dictionary<string, ChosenThing>(StringComparer.Ordinal);
        if (form is null) return chosen;
        var keys = ThingsOf(form).Where(field => StreamKey.TryParse(input[field] ?? "", out _))
            .ToDictionary(field => field, field => StreamKey.Parse(input[field]!));
        var found = await streams.ReadAsync([.. keys.Values.Distinct()], cancel);
        foreach (var (field, key) in keys)
            if (found.GetValueOrDefault(key) is { Entries.Count: > 0 } stream)
                chosen[field] = await DescribeAsync(key, stream, language, cancel);
        return chosen;
    }
}
