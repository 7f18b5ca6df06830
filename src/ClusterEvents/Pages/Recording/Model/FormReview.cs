using System.Text.Json;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Sources;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Timelines;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>Shows events that would be accepted as their timelines will show them.</summary>
internal sealed class FormReview(EntryNames names, PageEntries entries, EventCatalogue catalogue)
{
    /// <summary>Fields that follow from others, or that the preview shows already.</summary>
    private static readonly string[] Elsewhere =
        ["scope", "cityIds", "campaignIds", "clusterId", "assertion", "sources", "precision", "sequenceHint"];

    public async Task<ReviewModel> OfAsync(
        KindForm form, FormInput input, FormSituation situation, TriedRecording tried, CancellationToken cancel)
    {
        var made = tried.Accepted.Select(one => TimelineEntry.Of(
            one.Stored, new EntryState(one.Draft.ActivityId, one.Activity), [], catalogue))
            .OrderBy(entry => entry.Key).ToArray();
        var shown = await names.NamedAsync(
            [
                .. made.Select(entry => Named(
                    ShownEntry.Of(entry, situation.Language, corrections: false), tried, situation.Language)),
            ], situation.Language, null, cancel);
        var first = tried.Accepted[0].Activity;
        return new(form, situation, await entries.OfAsync(shown, long.MaxValue - 1, cancel),
            [
                .. made.SelectMany(entry => entry.Timelines).Distinct()
                    .Select(line => (PageAddresses.PathOf(line), NameOf(line, situation))),
            ],
            Understood(form, first, situation), Consequences(first, situation),
            first.Sources is { Count: > 0 } || form.Type.Name == nameof(SourceAttached),
            [.. input.Carried]);
    }

    /// <summary>
    /// The entry with the names of what is not on record yet, such as the meeting of the same request.
    /// </summary>
    private static ShownEntry Named(ShownEntry entry, TriedRecording tried, Language language)
    {
        return entry with { Title = Text(entry.Title), Summary = Text(entry.Summary) };

        string Text(string text) => NameReference.Named(text, (key, part) =>
            (tried.Streams.GetValueOrDefault(key)?.State as INamed)?.NameIn(language, part, null)
                ?? NameReference.To(key));
    }

    private static string NameOf(StreamKey line, FormSituation situation) => line.Kind switch
    {
        StreamKinds.City => situation.NameOf(line.Id),
        StreamKinds.Campaign => situation.Campaigns.FirstOrDefault(one => one.CampaignId == line.Id)?.Name ?? line.Id,
        _ => situation.Clusters.FirstOrDefault(one => one.ClusterId == line.Id)?.Name ?? line.Id,
    };

    /// <summary>What was understood of each field of an activity: its name and its value.</summary>
    public static IReadOnlyList<(string Name, string Value)> Understood(
        KindForm form, Activity activity, FormSituation situation)
    {
        var language = situation.Language;
        var values = new FieldValues(language, situation.Cities.Select(city => (city.CityId, city.Name))
            .Concat(situation.Clusters.Select(cluster => (cluster.ClusterId, cluster.Name)))
            .DistinctBy(one => one.Item1).ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal));
        return [.. JsonSerializer.SerializeToElement(activity, activity.GetType(), RecordJson.Options).EnumerateObject()
            .Where(field => !Elsewhere.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.Null)
            .OrderBy(field =>
                form.Type.Reader().Fields.FirstOrDefault(one => one.Name == field.Name)?.IsOfEnvelope == true)
            .Select(field => (LabelOf(form, field.Name, language), ValueOf(field, values, situation)))];
    }

    private static string LabelOf(KindForm form, string field, Language language) => field == "occurredOn"
        ? language.In(form.Day.Vietnamese, form.Day.English)
        : form.Fields.FirstOrDefault(spec => spec.Path == field)?.LabelIn(language) ?? FieldNames.Of(language, field);

    private static string ValueOf(JsonProperty field, FieldValues values, FormSituation situation)
    {
        if (situation.Chosen.TryGetValue(field.Name, out var thing)) return thing.Title;
        if (field.Value.ValueKind != JsonValueKind.String || Scalars.Day(field.Value.GetString()!) is not { } day)
            return values.Of(field.Name, field.Value);
        var language = situation.Language;
        var ahead = day.DayNumber - situation.Today.DayNumber;
        return language.LongDay(day) + (ahead > 0 ? language.In($", còn {ahead} ngày", $", {ahead} days ahead") : "");
    }

    /// <summary>What the program does on its own because of it.</summary>
    private static IReadOnlyList<string> Consequences(Activity activity, FormSituation situation)
    {
        var language = situation.Language;
        return activity switch
        {
            DirectiveIssued { DueOn: { } due } when due < situation.Today => [language.In(
                $"Hạn {language.In(due)} đã qua: đơn vị nào chưa hoàn thành sẽ được sổ đánh dấu quá hạn.",
                $"The due day {language.In(due)} has passed: whoever has not done it will be marked as overdue.")],
            DirectiveIssued { DueOn: not null } => [language.In(
                "Quá hạn mà chưa xong, sổ tự đánh dấu quá hạn.",
                "Past the due day, what is not done is marked as overdue.")],
            DirectiveFulfilled fulfilled when situation.Chosen.GetValueOrDefault(FormSituations.Stream)?.Stream.State
                is Directive { DueOn: { } due }
                && activity.OccurredOn > due => [language.In(
                    $"Hoàn thành sau hạn {language.In(due)}: sổ sẽ ghi là xong muộn.",
                    $"It is after the due day, {language.In(due)}: it will be shown as late.")],
            Domain.Campaigns.CampaignConcluded => [language.In(
                "Sau ngày này, kỳ thi đua không nhận thêm việc mới. Mỗi kỳ chỉ kết thúc một lần.",
                "The edition takes nothing later than this day, and is concluded once.")],
            Domain.Cities.CitiesMerged => [language.In(
                "Từ ngày này, nơi đã nhập không là thành viên cụm nào và không được nêu trong việc mới.",
                "From this day on, the cities that ended are no members, and cannot be named by anything new.")],
            _ => [],
        };
    }
}
