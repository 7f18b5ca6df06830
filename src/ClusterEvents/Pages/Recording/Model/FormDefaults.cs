using System.Globalization;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Targets;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>
/// Fills in what is known before the first letter is typed: from the way one came, from the person, and from the last
/// entry of the same kind. A day is only filled in from something that was chosen, never as today.
/// </summary>
internal sealed class FormDefaults(TimelineReader timelines, EventCatalogue catalogue)
{
    /// <summary>The thing on whose page the form was begun.</summary>
    public const string From = "from";

    /// <summary>Puts the thing that the form was begun from in its field.</summary>
    public static void TakeOrigin(KindForm form, FormInput input)
    {
        if (!StreamKey.TryParse(input[From] ?? "", out var from)) return;
        input.Set(From);
        var asksFor = form.Type.StreamKind is null || form.From is not null || form.Type.Opens == Opens.Never;
        if (asksFor && (form.Type.StreamKind ?? from.Kind) == from.Kind && form.Type.Opens != Opens.Always)
            input.Fill(FormSituations.Stream, from.ToString());
        else if (from.Kind == StreamKinds.City) input.Fill("own", from.Id);
        else if (from.Kind == StreamKinds.Campaign) input.Fill("campaignIds", from.Id);
        else if (from.Kind == StreamKinds.Cluster) input.Fill("clusterId", from.Id);
        else if (from.Kind == StreamKinds.Meeting
            && form.Type.Reader().Fields.FirstOrDefault(field => field.Name is "relatedTo" or "meeting") is { } field)
            input.Fill(field.Name, from.ToString());
    }

    public async Task FillAsync(KindForm form, FormInput input, FormSituation situation, CancellationToken cancel)
    {
        FromThing(form, input, situation);
        if (form.Type.Reach == Reach.RegistryOnly) input.Fill("scope", form.Scope);
        input.Fill("clusterId", form.Group == "city" ? null : situation.Cluster?.ClusterId);
        if (form.Type.StreamKind == StreamKinds.Campaign && form.Type.Opens == Opens.Never
            && situation.Running.ToArray() is [var only])
            input.Fill(FormSituations.Stream, new StreamKey(StreamKinds.Campaign, only.CampaignId).ToString());
        if (form.Type.Reach == Reach.CitiesAndCampaigns && form.Type.Opens != Opens.Never
            && form.Type.StreamKind != StreamKinds.Campaign
            && situation.Running.Where(campaign => campaign.Form == CampaignForm.Regular).ToArray() is [var running])
            input.Fill("campaignIds", running.CampaignId);
        FromPerson(form, input, situation);
        FromCalendar(form, input, situation);
        foreach (var field in form.Fields) input.Fill(field.Path, field.Default);
        await FromLastTimeAsync(form, input, situation, cancel);
        input.Fill("key", Identifiers.FormKey());
    }

    /// <summary>What the chosen meeting, directive or target says already.</summary>
    public static void FromThing(KindForm form, FormInput input, FormSituation situation)
    {
        var related = situation.Chosen.GetValueOrDefault("relatedTo") ?? situation.Chosen.GetValueOrDefault("meeting");
        if (related?.Stream.Current.LastOrDefault() is { } meeting)
        {
            input.Fill("occurredOn", Typed(meeting.OccurredOn));
            foreach (var campaign in meeting.CampaignIds ?? [])
                if (!input.All("campaignIds").Contains(campaign))
                    input.Set("campaignIds", [.. input.All("campaignIds"), campaign]);
            FillSources(input, meeting);
            if (form.Fields.Any(field => field.Path == "basis")) input.Fill("basis", "ConferenceConclusion");
        }

        if (situation.Chosen.GetValueOrDefault(FormSituations.Stream) is not { First: { } first } own) return;
        input.Fill("version", own.Stream.Version.ToString(CultureInfo.InvariantCulture));
        // Remarks are made on the day of the meeting, and whose it was stays as it is.
        if (form.Type.Name == nameof(RemarksDelivered))
            input.Fill("occurredOn", Typed(own.Stream.Current.Last().OccurredOn));
        if (form.Members is null && input["scope"] is null
            && form.Type.Right is Right.Whole or Right.PartOrWhole && first.Scope != Scope.City)
            input.Set("scope", first.Scope.ToString());
        else if (form.Type.Right is Right.PartOrWhole && first.CityIds is { } cities)
            input.Set("cityIds", [.. cities.Select(city => city.Value)]);
        if (form.Type.Name is nameof(TargetRevised))
            FillTexts(input, "", RecordJson.ObjectOf(own.Stream.Current.Last(activity => activity is
                TargetSet or TargetRevised)),
                ["metric", "operator", "value", "unit", "baseline", "dueOn"], situation.Language);
        if (form.Type.Name is nameof(MeetingHeld)
            && own.Stream.Current.OfType<MeetingScheduled>().LastOrDefault() is { } plan)
        {
            FillTexts(input, "", RecordJson.ObjectOf(plan), ["kind", "venue", "hostUnit"], situation.Language);
            input.Fill("occurredOn", Typed((own.Stream.State as Meeting)?.PlannedOn));
        }
    }

    private static void FillSources(FormInput input, Activity meeting)
    {
        foreach (var (index, source) in (meeting.Sources ?? []).Index())
        {
            input.Fill($"sources[{index}].publisher", source.Publisher);
            input.Fill($"sources[{index}].title", source.Title);
            input.Fill($"sources[{index}].url", source.Url);
            input.Fill($"sources[{index}].publishedAt", source.PublishedAt is { } at
                ? Typed(DateOnly.FromDateTime(Clock.Local(at).DateTime)) : null);
            input.Fill($"sources[{index}].note", source.Note);
        }
    }

    private static void FromPerson(KindForm form, FormInput input, FormSituation situation)
    {
        var own = input["own"] ?? situation.OwnCity;
        foreach (var field in form.Fields)
            if (own is not null && field.Path is "city" or "inspector" or "cityId" && !form.Folded.Contains(field)
                && form.Type.Right != Right.ClusterForOthers && form.Type.Right != Right.Cluster)
                input.Fill(field.Path, own);
            else if (field.Path == "hostUnit") input.Fill("hostUnit", own);
            else if (field.Path is "issuer" or "launcher" && !input.Has($"{field.Path}.name"))
                input.Fill(field.Path, situation.SpeaksForCluster && situation.Cluster is not null ? "cluster" : own);
        if (form.Members is not { } members || input.Has("all") || input.Has(members)) return;
        input.Set("all", form.OfAllMembers ? "yes" : "no");
        if (!form.OfAllMembers && own is not null) input.Set(members, own);
    }

    private static void FromCalendar(KindForm form, FormInput input, FormSituation situation)
    {
        var year = situation.Today.Year;
        bool Asks(string path) => form.Fields.Any(field => field.Path == path);
        string Year(int number) => number.ToString(CultureInfo.InvariantCulture);
        if (Asks("year")) input.Fill("year", Year(year));
        if (Asks("forYear")) input.Fill("forYear", Year(year + 1));
        if (Asks("from") && form.Type.Name == nameof(LeadershipHandedOver))
            input.Fill("from", situation.Cluster?.Leadership?.Lead.Value);
        if (form.Type.Name == nameof(CampaignLaunched))
        {
            input.Fill("period.from", $"01/01/{year}");
            input.Fill("period.to", $"31/12/{year}");
        }

        if (form.Type.Name == nameof(TargetSet))
            input.Fill("dueOn", Typed(situation.Running.Select(one => (DateOnly?)one.Period.To).Min()));
        if (Asks("asOf")) input.Fill("asOf", Typed(new DateOnly(year, situation.Today.Month, 1).AddDays(-1)));
    }

    private async Task FromLastTimeAsync(
        KindForm form, FormInput input, FormSituation situation, CancellationToken cancel)
    {
        string[] paths =
            [.. form.Fields.Where(field => field.AsLastTime && input[field.Path] is null).Select(field => field.Path)];
        if (paths.Length == 0 || situation.Cluster is not { } cluster) return;
        var page = await timelines.ReadAsync(
            new(new StreamKey(StreamKinds.Cluster, cluster.ClusterId)) { Kinds = [form.Type.Name], Limit = 1 },
            situation.Language, cancel);
        if (page?.Entries is not [var last]) return;
        FillTexts(input, "", RecordJson.ObjectOf(FeedEntry.Of(last, catalogue).Activity), paths, situation.Language);
        input.Set("lastTime", "yes");
    }

    /// <summary>Fills in texts as people write them.</summary>
    private static void FillTexts(
        FormInput input, string prefix, JsonObject values, IReadOnlyCollection<string>? only, Language language)
    {
        foreach (var (name, value) in values)
        {
            if (only?.Contains(name) == false) continue;
            if (value is JsonObject inner) FillTexts(input, $"{prefix}{name}.", inner, null, language);
            else if (value is JsonValue text)
                input.Fill(prefix + name, Typed(text.ToString(), name, language));
        }
    }

    private static string Typed(string text, string name, Language language) =>
        Scalars.Day(text) is { } day ? Typed(day)!
        : name is "value" or "baseline" or "max" && language == Language.Vietnamese ? text.Replace('.', ',') : text;

    /// <summary>A day as people write it.</summary>
    public static string? Typed(DateOnly? day) => day?.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
}
