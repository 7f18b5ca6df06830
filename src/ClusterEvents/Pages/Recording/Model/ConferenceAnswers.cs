using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Recording.Requests;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>
/// What the form of a whole conference means: one entry for each part that is given, all of the same day, cluster,
/// campaign and sources, each linked to the meeting.
/// </summary>
internal sealed class ConferenceAnswers
{
    /// <summary>Fields that all parts have in common, and that stand on the page once.</summary>
    private static readonly string[] Shared =
        ["occurredOn", "precision", "dayPart", "clusterId", "campaignIds", "sources", "cityIds", "scope", "stream"];

    private readonly List<(string Prefix, FormAnswers Answers, CommandRequest Request)> _parts = [];

    public ConferenceAnswers(FormInput input, FormSituation situation)
    {
        var key = input["key"] ?? "";
        var meeting = new StreamKey(
            StreamKinds.Meeting, Identifiers.ActivityId(situation.By.OwnSource, $"{key}-s1").ToString());
        var ceremony = new StreamKey(
            StreamKinds.Ceremony, Identifiers.ActivityId(situation.By.OwnSource, $"{key}-s2").ToString());
        // Tributes came before the meeting, everything else after it.
        var (rite, other) = (1, 3);
        foreach (var section in ConferenceSection.All)
            foreach (var prefix in section.PrefixesIn(input).Where(prefix => section.IsGiven(input, prefix)))
                foreach (var (index, form) in FormsOf(section, input).Index())
                {
                    var part = PartOf(section, form, prefix, input, meeting, ceremony);
                    // The first of a section begins the stream that is named after its key.
                    part.Set("key", section.IsList ? $"{key}-{prefix}"
                        : index == 0 ? $"{key}-{section.Id}" : $"{key}-{section.Id}-2");
                    part.Set("sequenceHint", $"{(section.Id == "s2" ? rite++ : other++)}");
                    var answers = FormAnswers.Of(form, part, situation);
                    _parts.Add((prefix, answers, answers.Requests[0]));
                }
    }

    public IReadOnlyList<CommandRequest> Requests => [.. _parts.Select(part => part.Request)];

    /// <summary>Everything missing or malformed in all parts, at the fields of the page.</summary>
    public IReadOnlyList<Rejection> Faults() => Placed(_parts.Select(part => part.Answers.Faults()));

    /// <summary>Refusals of the parts, at the fields of the page; what they share is told once.</summary>
    public IReadOnlyList<Rejection> Placed(IEnumerable<IReadOnlyList<Rejection>> refusals) =>
    [
        .. refusals.Zip(_parts).SelectMany(pair =>
            pair.First.Select(refusal => Placed(refusal, pair.Second.Prefix, pair.Second.Answers)))
            .DistinctBy(refusal => (refusal.Field, refusal.Field is null ? refusal.Detail : "")),
    ];

    private static Rejection Placed(Rejection refusal, string prefix, FormAnswers answers)
    {
        var written = answers.Written.AsWritten(refusal);
        if (written.Field is not { } field) return written;
        var first = field.Split('.', '[')[0];
        return written with
        {
            Field = first is "participants" or "addressees" or "cityIds" ? "cityIds"
                : first is "stream" or "campaignIds" ? "campaignIds"
                : Shared.Contains(first) ? field : prefix + field,
        };
    }

    /// <summary>The forms of a part: flowers, incense or both.</summary>
    private static IEnumerable<KindForm> FormsOf(ConferenceSection section, FormInput input)
    {
        if (section.Id != "s2") return [section.Form];
        var rites = input.All("rite");
        return new[] { (CeremonyForms.Flowers, "flowers"), (CeremonyForms.Incense, "incense") }
            .Where(one => rites.Contains(one.Item2)).Select(one => one.Item1);
    }

    private static FormInput PartOf(
        ConferenceSection section, KindForm form, string prefix, FormInput input, StreamKey meeting, StreamKey ceremony)
    {
        var part = FormInput.Of([]);
        foreach (var (name, texts) in input.Texts)
            if (prefix.Length > 0 && name.StartsWith(prefix, StringComparison.Ordinal))
                part.Set(name[prefix.Length..], texts);
            else if (Shared.Contains(name.Split('.', '[')[0])
                || (prefix.Length == 0 && !name.Contains('[', StringComparison.Ordinal)))
                part.Set(name, texts);
        if (section.Id == "s1") return part;

        part.Set("cityIds");
        if (input["all"] == "yes" || form.Members is null) part.Set("scope", nameof(Scope.Cluster));
        if (form.Members is { } members)
        {
            part.Set("all", input["all"] is { } all ? [all] : []);
            if (input["all"] != "yes") part.Set(members, [.. input.All("cityIds")]);
        }

        if (form.Type.StreamKind == StreamKinds.Campaign)
            part.Set("stream", input["campaignIds"] is { } campaign
                ? [new StreamKey(StreamKinds.Campaign, campaign).ToString()] : []);
        else if (form.Type.Opens == Opens.Never) part.Set("stream", meeting.ToString());
        else if (section.Id == "s2") part.Set("stream", ceremony.ToString());
        if (form.Type.Name is nameof(DirectiveIssued))
        {
            part.Fill("basis", "ConferenceConclusion");
            part.Fill("issuer", "cluster");
        }

        var link = form.Type.Name switch
        {
            nameof(CampaignReviewed) => "meeting",
            nameof(DirectiveIssued) or nameof(FlowersOffered) or nameof(IncenseOffered) => "relatedTo",
            _ => null,
        };
        if (link is not null) part.Set(link, meeting.ToString());
        return part;
    }
}
